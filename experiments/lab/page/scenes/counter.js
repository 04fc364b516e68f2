// The counter: a lane a channel. The post beside it is filled for the hours it is open; who asks for the first time comes
// from the left, who is back again, because the latest enquiry was not answered, in black from the right.

import { COLOURS, Marks, STYLE, pitchFor, write } from "../canvas.js";
import { AGAIN, TURNED_AWAY } from "../worlds.js";
import { n, t, words } from "../words.js";

const ORDER = [5, 3, 2, 1, 0, 6];  // drop-in, phone, chat, dialogue, self-service, booked meeting
const POST = 10;

export function whoAsks(world) {
  const first = ORDER.map(() => []), again = ORDER.map(() => []);
  for (let row = 0; row < world.n; row++) {
    const lane = ORDER.indexOf(world.channel[row] - 1);
    if (world.channel[row] && lane >= 0) (world.has(row, AGAIN) ? again : first)[lane].push(row);
  }
  return { first, again };
}

function put(marks, world, row, x, y, size, isAgain) {
  const refused = world.outcome[row] === TURNED_AWAY;
  marks.put(row, x, y, size, size, isAgain ? STYLE.again : refused ? STYLE.refused : STYLE.person);
}

/** Squares in columns from the top, from the left or the right edge of a box. */
function columns(rows, box, pitch, fromRight, place) {
  const down = Math.max(1, Math.floor(box.height / pitch));
  rows.forEach((row, number) => {
    const across = Math.floor(number / down) * pitch;
    place(row, fromRight ? box.x + box.width - across - pitch : box.x + across, box.y + (number % down) * pitch);
  });
}

export function lanes(world, marks, box, label) {
  const { first, again } = whoAsks(world);
  const height = box.height / ORDER.length;
  const compact = box.width < 330;
  const top = compact ? 20 : 6;
  const room = { x: box.x + label + POST + 8, width: box.width - label - POST - 16, height: height - top - 8 };
  let pitch = 14;
  for (const lane of ORDER.keys()) {
    const most = Math.max(first[lane].length * 1.15 + again[lane].length * 1.15, 1);
    pitch = Math.min(pitch, pitchFor(most, room.width, room.height, 14));
  }
  const size = Math.max(1.5, pitch - (pitch > 5 ? 1.5 : 0.75));
  const shown = ORDER.map((channel, lane) => {
    const y = box.y + lane * height;
    const inside = { ...room, y: y + top };
    columns(first[lane], inside, pitch, false, (row, left, down) => put(marks, world, row, left, down, size, false));
    columns(again[lane], inside, pitch, true, (row, left, down) => put(marks, world, row, left, down, size, true));
    return { y, height: height - 4, channel: world.channels[channel], name: words.channels[channel], lane, again: again[lane].length };
  });
  return { shown, box, label, compact };
}

export function underLanes(context, { shown, box, label, compact }, type) {
  for (const { y, height, channel, name, again } of shown) {
    context.fillStyle = COLOURS.tile;
    context.fillRect(box.x, y, box.width, height);
    const post = box.x + label, filled = height * channel.open;
    context.fillStyle = COLOURS.dark;
    context.fillRect(post, y, POST, height);
    context.fillStyle = COLOURS.open;
    context.fillRect(post, y + height - filled, POST, filled);
    context.strokeStyle = COLOURS.dark;
    context.strokeRect(post + 0.5, y + 0.5, POST - 1, height - 1);
    if (compact) {
      write(context, `${name} · ${t("again_n", { n: again })}`, post + POST + 6, y + 16, { size: type });
      continue;
    }
    write(context, name, box.x + 8, y + type + 4, { size: type, weight: "600" });
    const open = channel.open > 0 ? t("open", { percent: n(100 * channel.open, 0) }) : t("closed");
    const told = t("again_n", { n: again });
    write(context, label < 150 ? told : `${open} · ${told}`, box.x + 8, y + 2 * type + 8, { size: Math.min(16, type), most: label - 12 });
  }
}

export function layout(world, box) {
  const marks = new Marks(world.n);
  const label = box.width < 330 ? 0 : Math.min(206, box.width * 0.36);
  const placed = lanes(world, marks, box, label);
  const type = box.width < 420 ? 14 : box.height < 330 ? 16 : 18;
  return { marks, under: (context) => underLanes(context, placed, type), desks: [] };
}

export function sentence(world, week, name) {
  const { first, again } = whoAsks(world);
  const asked = [...first, ...again].reduce((sum, rows) => sum + rows.length, 0);
  const back = again.reduce((sum, rows) => sum + rows.length, 0);
  const refused = world.channels.reduce((sum, channel) => sum + channel.refused, 0);
  return t("says_counter", { week, name, asked, again: back, refused });
}

export function table(world) {
  const { first, again } = whoAsks(world);
  return {
    head: [t("channel"), t("open_column"), t("asked"), t("back"), t("turned_away")],
    rows: ORDER.map((channel, lane) => [
      words.channels[channel], n(100 * world.channels[channel].open, 0), first[lane].length + again[lane].length,
      again[lane].length, world.channels[channel].refused,
    ]),
  };
}
