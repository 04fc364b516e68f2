// What the squares of each scene mean: form and words beside colour.

import { html } from "./vendor/lit-html-3.3.3.js";
import { t } from "./words.js";

const DESKS = [["now", "now"], ["person", "recent"], ["older", "older"], ["hollow", "hollow"], ["meetings", "meetings"], ["dark", "desk_work"], ["unspent", "unspent"], ["hatched", "absent"]];
const LEGENDS = {
  portfolios: DESKS,
  ladder: DESKS,
  counter: [["person", "first_ask"], ["again", "again"], ["refused", "turned_away"]],
  office: [["now", "now"], ["person", "recent"], ["hollow", "hollow"], ["again", "again"], ["work", "in_work"]],
  time: [["now", "now"], ["person", "recent"], ["older", "older"], ["hollow", "hollow"], ["dashed", "equal"]],
  lives: [["person", "a_only"], ["b", "b_only"], ["grey", "twin"]],
};

export function legend(scene) {
  return html`<ul class="legend">${LEGENDS[scene].map(([sign, name]) => html`<li><span class="sign ${sign}"></span>${t(name)}</li>`)}</ul>`;
}
