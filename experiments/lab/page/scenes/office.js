// The office: the counter on the left, the desks, and on the right where people are when they are not looking for work. A
// thin curve leads from where each mover came this week, coloured by where to.

import { COLOURS, Marks, STYLE, write } from "../canvas.js";
import { EMPLOYED, IN_MEASURE, OUT, PENSION, SEEKING, WAITING } from "../worlds.js";
import { n, signed, t, words } from "../words.js";
import { lanes, underLanes } from "./counter.js";
import { styleOf, tiles, underTiles } from "./portfolios.js";

const PLACES = [IN_MEASURE, WAITING, EMPLOYED, PENSION, OUT];
const STYLE_OF = { [IN_MEASURE]: STYLE.person, [WAITING]: STYLE.health, [EMPLOYED]: STYLE.work, [PENSION]: STYLE.grey, [OUT]: STYLE.grey };
const COLOUR_OF = {
  [SEEKING]: COLOURS.person, [IN_MEASURE]: "#8a6a00", [WAITING]: COLOURS.health, [EMPLOYED]: COLOURS.work,
  [PENSION]: COLOURS.grey, [OUT]: COLOURS.grey,
};
let standing = new WeakMap();  // by world: where everybody stood in the frame before

function inPlaces(world) {
  const rows = Object.fromEntries(PLACES.map((place) => [place, []]));
  for (let row = 0; row < world.n; row++) rows[world.place[row]]?.push(row);
  return rows;
}

/** How many more are in a place than in the frame before. */
function change(world, place) {
  let before = 0;
  for (let row = 0; row < world.before.length; row++) if (world.before[row] === place) before += 1;
  return world.before.length ? world.count((row) => world.place[row] === place) - before : 0;
}

export function layout(world, box) {
  const marks = new Marks(world.n);
  const narrow = box.width < 700;
  const counter = { x: box.x, y: box.y, width: narrow ? 0 : box.width * 0.19, height: box.height };
  const right = { x: box.x + box.width * (narrow ? 0.52 : 0.73), width: box.width * (narrow ? 0.48 : 0.27), y: box.y, height: box.height };
  const middle = { x: box.x + counter.width + (narrow ? 0 : 8), y: box.y, height: box.height };
  middle.width = right.x - middle.x - 8;
  const isAtDesk = (row) => world.place[row] === SEEKING && (narrow || !world.channel[row]);
  const desks = tiles(world, marks, middle, isAtDesk);
  const asking = narrow ? null : lanes(world, marks, counter, 0);
  const rows = inPlaces(world);
  const type = narrow ? 13 : 16;
  const title = type + 8;
  const wide = right.width - 8;
  const heightAt = (place, pitch) => title + 8 + Math.ceil(rows[place].length / Math.max(1, Math.floor(wide / pitch))) * pitch;
  const sum = (pitch) => PLACES.reduce((total, place) => total + heightAt(place, pitch) + 4, 0);
  let pitch = 12;
  while (pitch > 1.5 && sum(pitch) > right.height) pitch -= 0.25;
  const spare = Math.max(0, right.height - sum(pitch)) / PLACES.length;
  const across = Math.max(1, Math.floor(wide / pitch)), size = Math.max(1.2, pitch - (pitch > 5 ? 1.5 : 0.6));
  let top = right.y;
  const places = PLACES.map((place) => {
    const height = heightAt(place, pitch) + spare;
    rows[place].forEach((row, number) => {
      const x = right.x + 4 + (number % across) * pitch, y = top + title + Math.floor(number / across) * pitch;
      marks.put(row, x, y, size, size, place === IN_MEASURE ? Math.max(styleOf(world, row), 1) : STYLE_OF[place]);
    });
    const shown = { place, top, height, count: rows[place].length, more: change(world, place) };
    top += height + 4;
    return shown;
  });
  const before = standing.get(world);
  const moves = movers(world, marks, before);
  standing.set(world, { x: marks.x, y: marks.y, width: box.width });
  return {
    marks,
    under(context) {
      underTiles(context, desks);
      if (asking) underLanes(context, asking, 14);
      for (const { place, top: y, height, count, more } of places) {
        context.fillStyle = COLOURS.tile;
        context.fillRect(right.x, y, right.width, height);
        const told = more ? ` (${signed(more)})` : "";
        write(context, `${words.statuses[place]} ${n(count)}${told}`, right.x + 5, y + type + 1, { size: type, weight: "600", most: right.width - 10 });
      }
    },
    over(context, progress) {
      context.lineWidth = 1.2;
      context.globalAlpha = 0.42;
      for (const { from, to, colour } of moves) {
        context.strokeStyle = colour;
        context.beginPath();
        context.moveTo(from[0], from[1]);
        const bend = (from[0] + to[0]) / 2;
        context.bezierCurveTo(bend, from[1], bend, to[1], to[0], to[1]);
        context.stroke();
      }
      context.globalAlpha = 1;
    },
    desks: desks.shown,
  };
}

function movers(world, marks, before) {
  const moves = [];
  for (let row = 0; row < world.before.length; row++) {
    if (world.before[row] === world.place[row] || !before || row >= before.x.length) continue;
    if (!marks.style[row] || (!before.x[row] && !before.y[row])) continue;
    moves.push({ from: [before.x[row], before.y[row]], to: [marks.x[row], marks.y[row]], colour: COLOUR_OF[world.place[row]] });
  }
  return moves;
}

export function sentence(world, week, name) {
  const count = (place) => n(world.count((row) => world.place[row] === place));
  return t("says_office", {
    week, name, seeking: count(SEEKING), in_measure: count(IN_MEASURE), waiting: count(WAITING), work: count(EMPLOYED),
    pension: count(PENSION), out: count(OUT),
  });
}

export function table(world) {
  return {
    head: [t("place"), t("now_n"), t("change")],
    rows: [SEEKING, ...PLACES].map((place) => [
      words.statuses[place], world.count((row) => world.place[row] === place), signed(change(world, place)),
    ]),
  };
}
