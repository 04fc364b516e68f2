// Beside every picture: the same numbers as a table, and desks and people as a list for the keyboard.

import { html, nothing } from "./vendor/lit-html-3.3.3.js";
import { IN_TALK, atDesks } from "./worlds.js";
import { nameOf, t, words } from "./words.js";

export function table(told, caption) {
  return html`<table><caption>${caption}</caption>
    <thead><tr>${told.head.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
    <tbody>${told.rows.map((row) => html`<tr>${row.map((cell, number) => (number ? html`<td>${cell}</td>` : html`<th scope="row">${cell}</th>`))}</tr>`)}</tbody>
  </table>`;
}

export function list(world, number, chosen, doing) {
  const desks = atDesks(world);
  if (chosen < 0 || chosen >= desks.length) chosen = Math.max(0, desks.findIndex((people) => people.length));
  const rows = desks[chosen] ?? [];
  return html`<div class="list">
    <label class="line">${t("choose_desk")}<select @change=${(event) => doing.desk(number, Number(event.target.value))}>
      ${desks.map((people, desk) => html`<option value=${desk} .selected=${desk === chosen}>${t("desk_n", { n: world.desks[desk].row + 1 })} (${people.length})</option>`)}</select></label>
    <button ?disabled=${!world.desks.length} @click=${() => doing.openDesk(number, world.desks[chosen].row)}>${t("open_desk")}</button>
    <ul class="cases">${rows.map((row) => html`<li><button class="link" @click=${() => doing.story(number, world.ids[row])}>${nameOf(world.ids[row])}</button>
      ${words.statuses[world.place[row]]}, ${world.has(row, IN_TALK) ? t("in_talk") : t("last_talk", { n: world.since[row] })}</li>`)}</ul>
    ${rows.length ? nothing : html`<p>${t("nobody")}</p>`}
  </div>`;
}
