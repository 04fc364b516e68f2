// Whose lives differ: who is in work in one world only, by need in truth; in grey the nudge twin, a change too small to
// matter: what differs no more than it is luck.

import { Marks, STYLE, write } from "../canvas.js";
import { onlyIn } from "../worlds.js";
import { n, t, words } from "../words.js";

const NEEDS = [1, 2, 3, 4, 5];

export function gained(worlds) {
  const [a, b, twin] = worlds;
  const byNeed = (world, rows) => NEEDS.map((need) => rows.filter((row) => world.need[row] === need));
  return {
    a: byNeed(a, onlyIn(a, b)), b: byNeed(b, onlyIn(b, a)),
    ta: byNeed(a, onlyIn(a, twin)), tb: byNeed(twin, onlyIn(twin, a)),
  };
}

const total = (groups) => groups.reduce((sum, rows) => sum + rows.length, 0);

export function layout(worlds, box) {
  const [a, b, twin] = worlds;
  const groups = gained(worlds);
  const marks = new Marks(a.n + b.n + a.n + twin.n);
  const bands = [
    { pairs: [[groups.a, 0, STYLE.person], [groups.ta, a.n + b.n, STYLE.grey]], name: "a_only" },
    { pairs: [[groups.b, a.n, STYLE.b], [groups.tb, 2 * a.n + b.n, STYLE.grey]], name: "b_only" },
  ];
  const small = box.width < 600;
  const type = small ? 13 : 18;
  const foot = small ? 54 : 32, head = type + 14;
  const wide = box.width / NEEDS.length, half = wide / 2 - 8;
  const most = bands.map(({ pairs }) => Math.max(1, ...pairs.flatMap(([sorted]) => sorted.map((rows) => rows.length))));
  const heightAt = (level, size) => head + type + 14 + Math.ceil(most[level] / Math.max(1, Math.floor(half / size))) * size;
  let pitch = 16;
  while (pitch > 1.5 && heightAt(0, pitch) + heightAt(1, pitch) > box.height - foot) pitch -= 0.25;
  const spare = Math.max(0, box.height - foot - heightAt(0, pitch) - heightAt(1, pitch)) / 2;
  const heights = [heightAt(0, pitch) + spare, heightAt(1, pitch) + spare];
  const size = Math.max(1.5, pitch - (pitch > 5 ? 1.5 : 0.7));
  const counts = [];
  bands.forEach(({ pairs }, level) => {
    const base = box.y + heights[0] + level * heights[1] - 8;
    pairs.forEach(([sorted, offset, style], side) => sorted.forEach((rows, number) => {
      const x = box.x + number * wide + side * (half + 4) + 6;
      const across = Math.max(1, Math.floor(half / pitch));
      rows.forEach((row, place) => {
        marks.put(offset + row, x + (place % across) * pitch, base - (Math.floor(place / across) + 1) * pitch, size, size, style);
      });
      const high = Math.ceil(rows.length / across) * pitch;
      counts.push({ text: n(rows.length), x: x + 1, y: base - high - 6, grey: side === 1 });
    }));
  });
  return {
    marks,
    under(context) {
      bands.forEach(({ pairs, name }, level) => {
        const y = box.y + level * heights[0], band = heights[level];
        context.fillStyle = "#f4f2ed";
        context.fillRect(box.x, y, box.width, band - 4);
        const told = `${t(name)}: ${n(total(pairs[0][0]))} · ${t("twin")}: ${n(total(pairs[1][0]))}`;
        write(context, told, box.x + 8, y + type + 6, { size: type, weight: "600" });
      });
      for (const { text, x, y, grey } of counts) write(context, text, x, y, { size: type, weight: grey ? "" : "600", colour: grey ? "#555B62" : "#1b1e22" });
      NEEDS.forEach((need, number) => wrapped(context, words.needs[need], box.x + number * wide + 6, box.y + box.height - foot + type - 2, wide - 10, small ? 11 : 15));
    },
    desks: [],
    personAt: (row) => row < a.n ? { world: 0, id: a.ids[row] } : row < a.n + b.n ? { world: 1, id: b.ids[row - a.n] } : null,
  };
}

function wrapped(context, text, x, y, width, size) {
  let line = "", down = y;
  context.font = `${size}px system-ui, sans-serif`;
  for (const word of text.split(" ")) {
    if (line && context.measureText(`${line} ${word}`).width > width) {
      write(context, line, x, down, { size });
      down += size + 1;
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  write(context, line, x, down, { size });
}

export function sentence(worlds, week) {
  const { a, b, ta, tb } = gained(worlds);
  return t("says_lives", { week, a: total(a), b: total(b), ta: total(ta), tb: total(tb) });
}

export function table(worlds) {
  const groups = gained(worlds);
  return {
    head: [t("needs"), t("a_only"), `${t("a_only")}, ${t("twin")}`, t("b_only"), `${t("b_only")}, ${t("twin")}`],
    rows: NEEDS.map((need, number) => [
      words.needs[need], groups.a[number].length, groups.ta[number].length, groups.b[number].length, groups.tb[number].length,
    ]),
  };
}
