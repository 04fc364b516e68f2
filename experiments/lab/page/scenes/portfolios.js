// Portfolios: a tile a desk. On top the hours of the week with the people in talk standing on the hours they take; below
// the others, the best chance of work first. Smaller is longer ago, hollow is half a year or more.

import { COLOURS, Marks, STYLE, hatch } from "../canvas.js";
import { HOLLOW_FROM, IN_TALK, RECENT_TO, atDesks } from "../worlds.js";
import { n, t } from "../words.js";

const GAP = 5;
const FULL_POST = 37.5;  // hours a week

/** Columns of tiles that fill a box best: tiles about as broad as high. */
export function tiling(desks, width, height, flatness = 1.15) {
  let best = { columns: 1, miss: Infinity };
  for (let columns = 1; columns <= desks; columns++) {
    const rows = Math.ceil(desks / columns);
    const miss = Math.abs(Math.log((width / columns) / (height / rows) / flatness)) + 0.15 * (columns * rows - desks) / desks;
    if (miss < best.miss) best = { columns, rows, miss };
  }
  const rows = Math.ceil(desks / best.columns);
  return { columns: best.columns, rows, width: width / best.columns, height: height / rows };
}

export function styleOf(world, row) {
  if (world.has(row, IN_TALK)) return STYLE.now;
  if (world.since[row] >= HOLLOW_FROM) return STYLE.hollow;
  return world.since[row] <= RECENT_TO ? STYLE.person : STYLE.older;
}

/** How much of its place a square fills, by the weeks since the latest talk. */
export function fullness(since) {
  if (since <= RECENT_TO) return 1;
  if (since >= HOLLOW_FROM) return 0.92;
  return Math.max(0.5, 1 - (0.5 * (since - RECENT_TO)) / (HOLLOW_FROM - RECENT_TO));
}

/** How many hours a bar has room for: the longest, of a full post; a part of a post has a shorter one. */
function fullWeek(world) {
  const longest = (desk) => Math.max(desk.hours, desk.hours - desk.unspent);  // hours kept from last week come on top
  return Math.max(FULL_POST, ...world.desks.map(longest));
}

/** The tiles of all desks in a box; shared with the scene of the office. */
export function tiles(world, marks, box, isHere = () => true) {
  const desks = atDesks(world).map((rows) => rows.filter(isHere));
  const grid = tiling(Math.max(1, desks.length), box.width, box.height);
  const bar = Math.max(6, Math.min(20, grid.height * 0.15));
  const inner = grid.width - GAP, room = grid.height - GAP - bar - 4;
  const fullest = Math.max(1, ...desks.map((rows) => rows.length));
  let pitch = 16;
  while (pitch > 2 && Math.floor((inner - 2) / pitch) * Math.floor(room / pitch) < fullest) pitch -= 0.5;
  const size = Math.max(1.5, pitch - Math.max(1, Math.min(2, pitch / 6)));
  const week = fullWeek(world);
  const shown = desks.map((rows, number) => {
    const x = box.x + (number % grid.columns) * grid.width, y = box.y + Math.floor(number / grid.columns) * grid.height;
    const talks = rows.filter((row) => world.has(row, IN_TALK));
    const desk = world.desks[number];
    const scale = inner / week;
    const begins = x + (desk.meetings + desk.desk) * scale, each = (desk.talks * scale) / Math.max(1, talks.length);
    talks.forEach((row, place) => {
      const wide = Math.max(1, each - (each > 3 ? 1 : 0));
      marks.put(row, begins + place * each, y + 1, wide, bar - 2, STYLE.now);
    });
    const others = rows.filter((row) => !world.has(row, IN_TALK));
    marks.fill(others, x + 2, y + bar + 3, inner - 2, pitch, (row, left, top) => {
      const full = size * fullness(world.since[row]);
      const inset = (size - full) / 2;
      marks.put(row, left + inset, top + inset, full, full, styleOf(world, row));
    });
    return { x, y, width: inner, height: grid.height - GAP, number, desk, scale, bar };
  });
  return { shown, grid, bar };
}

/** What lies under the people at the desks: the tile and the bar of hours. */
export function underTiles(context, { shown }) {
  for (const { x, y, width, height, desk, scale, bar } of shown) {
    const long = desk.hours * scale, over = Math.max(0, -desk.unspent) * scale;
    const isAway = desk.hours > 0 && (desk.vacant || !desk.present);
    context.fillStyle = isAway ? "#e6e2d8" : COLOURS.tile;
    context.fillRect(x, y, width, height);
    context.fillStyle = "#fff";
    context.fillRect(x, y, long + over, bar);
    if (isAway) hatch(context, x, y, long, bar);
    else {
      context.fillStyle = COLOURS.light;
      context.fillRect(x, y, desk.meetings * scale, bar);
      context.fillStyle = COLOURS.dark;
      context.fillRect(x + desk.meetings * scale, y, desk.desk * scale, bar);
      if (desk.absent > 0) hatch(context, x + long + over - desk.absent * scale, y, desk.absent * scale, bar);
    }
    context.strokeStyle = COLOURS.grey;
    context.lineWidth = 1;
    context.strokeRect(x + 0.5, y + 0.5, (long + over || width) - 1, bar - 1);
  }
}

export function layout(world, box) {
  const marks = new Marks(world.n);
  const placed = tiles(world, marks, box);
  return {
    marks,
    under: (context) => underTiles(context, placed),
    desks: placed.shown,
  };
}

export function sentence(world, week, name) {
  const hollow = world.count((row) => world.isRegistered(row) && world.since[row] >= HOLLOW_FROM);
  const talks = world.count((row) => world.has(row, IN_TALK));
  const present = world.desks.filter((desk) => desk.present && !desk.vacant).length;
  const registered = world.count((row) => world.isRegistered(row));
  return t("says_portfolios", { week, name, registered: n(registered), desks: world.desks.length, present, talks, hollow: n(hollow) });
}

export function table(world) {
  const desks = atDesks(world);
  return {
    head: [t("desk"), t("present"), t("caseload"), t("talks"), t("talk_hours"), t("unspent_hours"), t("hollow")],
    rows: world.desks.map((desk, number) => [
      desk.row + 1, desk.vacant ? t("vacant") : desk.present ? t("yes") : t("no"), desks[number].length,
      desks[number].filter((row) => world.has(row, IN_TALK)).length, n(desk.talks), n(Math.max(0, desk.unspent)),
      desks[number].filter((row) => world.since[row] >= HOLLOW_FROM).length,
    ]),
  };
}

