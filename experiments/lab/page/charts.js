// The weeks so far as lines: A solid, B dashed, or the difference of the two.

import { html, svg } from "./vendor/lit-html-3.3.3.js";
import { n, t, words } from "./words.js";

const WIDTH = 400, HEIGHT = 104, LEFT = 62, RIGHT = 10, TOP = 10, BOTTOM = 26;

export const seriesNames = () => Object.keys(words.texts).filter((name) => name.startsWith("chart_") && !["chart_difference", "chart_n"].includes(name)).map((name) => name.slice(6));

/** Two or three round numbers within a range, and the range stretched to them. */
export function ticks(low, high) {
  if (high - low < 1e-9) [low, high] = [low - Math.max(1, Math.abs(low) * 0.1), high + Math.max(1, Math.abs(high) * 0.1)];
  const raw = (high - low) / 2;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 2.5, 5, 10].map((each) => each * power).find((each) => each >= raw * 0.6);
  const first = Math.ceil(low / step - 1e-9) * step;
  const marks = [];
  for (let at = first; at <= high + 1e-9; at += step) marks.push(Math.abs(at) < 1e-9 ? 0 : at);
  return { low, high, marks };
}

function points(values, x, y) {
  return values.map((value, week) => `${x(week + 1).toFixed(1)},${y(value).toFixed(1)}`).join(" ");
}

export function chart(name, worlds, lab, choose, number) {
  const shown = worlds.map((world) => world.series[name] ?? []);
  const weeks = Math.max(1, ...shown.map((values) => values.length));
  const isLadder = lab.scene === "ladder";
  const lines = lab.difference && shown.length > 1 && !isLadder
    ? [{ values: shown[1].map((value, week) => value - shown[0][week]), kind: "difference" }]
    : shown.map((values, world) => ({ values, kind: isLadder ? `rung r${world}` : world ? "b" : "a" }));
  const all = lines.flatMap((line) => line.values);
  const isDifference = lines[0]?.kind === "difference";
  const range = ticks(Math.min(...(all.length ? all : [0]), ...(isDifference ? [0] : [])), Math.max(...(all.length ? all : [1]), ...(isDifference ? [0] : [])));
  const x = (week) => LEFT + ((WIDTH - LEFT - RIGHT) * week) / Math.max(weeks, 10);
  const y = (value) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - (value - range.low) / (range.high - range.low));
  const last = (isLadder ? [lines[0], lines.at(-1)].filter(Boolean) : lines).map((line) => line.values.at(-1)).filter((value) => value !== undefined);
  const label = t(`chart_${name}`);
  const told = `${isDifference ? t("chart_difference", { name: label }) : label}: ${last.map((value) => n(value)).join(" / ") || "–"}`;
  const everyWeeks = weeks > 260 ? 104 : weeks > 104 ? 52 : weeks > 40 ? 26 : 10;
  const along = [];
  for (let week = 0; week <= Math.max(weeks, 10); week += everyWeeks) along.push(week);
  return html`<figure class="chart">
    <select aria-label=${t("chart_n", { number: number + 1 })} @change=${(event) => choose(number, event.target.value)}>
      ${seriesNames().map((each) => html`<option value=${each} .selected=${each === name}>${t(`chart_${each}`)}</option>`)}
    </select>
    <span class="last">${last.map((value, world) => html`<b class=${isLadder ? "" : lines[world].kind}>${isLadder && world ? "… " : ""}${isDifference ? (value > 0 ? "+" : "") : ""}${n(value).replace("-", "−")}</b>`)}</span>
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${told}>
      ${range.marks.map((mark) => svg`<line class="grid" x1=${LEFT} x2=${WIDTH - RIGHT} y1=${y(mark)} y2=${y(mark)}></line>
        <text x=${LEFT - 6} y=${y(mark) + 6} text-anchor="end">${n(mark).replace("-", "−")}</text>`)}
      ${along.map((week) => svg`<text x=${x(week)} y=${HEIGHT - 6} text-anchor=${week ? "middle" : "start"}>${week}</text>`)}
      ${isDifference ? svg`<line class="zero" x1=${LEFT} x2=${WIDTH - RIGHT} y1=${y(0)} y2=${y(0)}></line>` : ""}
      ${lines.map((line) => svg`<polyline class=${line.kind} points=${points(line.values, x, y)}></polyline>`)}
    </svg>
  </figure>`;
}
