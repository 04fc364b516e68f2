// Who gets the time: fifths of the people by their chance of work as seen; the bar is each fifth's share of the hours of
// the latest half year, the dashed line an equal share.

import { COLOURS, Marks, STYLE, pitchFor, write } from "../canvas.js";
import { inFifths } from "../worlds.js";
import { n, t } from "../words.js";
import { styleOf } from "./portfolios.js";

const FIFTHS = [1, 2, 3, 4, 5];
const LEAST_TOP = 30;  // per cent that the scale reaches at least

export function shares(world) {
  const fifths = inFifths(world);
  const hours = fifths.map((rows) => rows.reduce((sum, row) => sum + world.hours[row], 0));
  const all = hours.reduce((sum, each) => sum + each, 0);
  return { fifths, percent: hours.map((each) => (all ? (100 * each) / all : 0)) };
}

export function layout(world, box) {
  const marks = new Marks(world.n);
  const { fifths, percent } = shares(world);
  const small = box.width < 480;
  const type = small ? 13 : 18;
  const wide = box.width / 5;
  const tall = box.height * 0.5;
  const base = box.y + tall;
  const scale = (tall - 34) / Math.max(LEAST_TOP, ...percent);
  const below = { y: base + type + 16, height: box.height - tall - type - 18 };
  const most = Math.max(1, ...fifths.map((rows) => rows.length));
  const pitch = pitchFor(most * 1.1, wide - 14, below.height, 12);
  const size = Math.max(1.4, pitch - (pitch > 5 ? 1.5 : 0.7));
  fifths.forEach((rows, number) => {
    marks.fill(rows, box.x + number * wide + 7, below.y, wide - 14, pitch, (row, x, y) => {
      marks.put(row, x, y, size, size, Math.max(1, styleOf(world, row)));
    });
  });
  return {
    marks,
    under(context) {
      FIFTHS.forEach((fifth, number) => {
        const x = box.x + number * wide, height = percent[number] * scale;
        context.fillStyle = COLOURS.tile;
        context.fillRect(x + 3, box.y, wide - 6, box.height);
        context.fillStyle = COLOURS.dark;
        context.fillRect(x + wide * 0.2, base - height, wide * 0.6, height);
      });
      equalShare(context, box, base - 20 * scale);
      FIFTHS.forEach((fifth, number) => {
        const x = box.x + number * wide, height = percent[number] * scale;
        halo(context, `${n(percent[number], 0)} %`, x + wide / 2, base - height - 7, small ? 15 : 22);
        write(context, t(`fifth_${fifth}`), x + wide / 2, base + type + 3, { size: type, align: "center", most: wide - 8 });
      });
    },
    desks: [],
  };
}

/** The dashed line at a fifth. */
function equalShare(context, box, y) {
  context.setLineDash([7, 5]);
  context.strokeStyle = COLOURS.now;
  context.lineWidth = 2.5;
  context.beginPath();
  context.moveTo(box.x, y);
  context.lineTo(box.x + box.width, y);
  context.stroke();
  context.setLineDash([]);
}

/** A figure that is read also where a line goes through it. */
function halo(context, text, x, y, size) {
  context.font = `600 ${size}px system-ui, sans-serif`;
  context.textAlign = "center";
  context.strokeStyle = COLOURS.tile;
  context.lineWidth = 6;
  context.strokeText(text, x, y);
  write(context, text, x, y, { size, align: "center", weight: "600" });
}

export function sentence(world, week, name) {
  const { percent } = shares(world);
  return t("says_time", { week, name, least: n(percent[0], 0), best: n(percent[4], 0) });
}

export function table(world) {
  const { fifths, percent } = shares(world);
  return {
    head: [t("group"), t("caseload"), t("hours_share")],
    rows: FIFTHS.map((fifth, number) => [t(`fifth_${fifth}`), fifths[number].length, n(percent[number], 1)]),
  };
}
