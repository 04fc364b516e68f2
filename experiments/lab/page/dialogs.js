// The case of one person and the week of one caseworker, as the server tells them.

import { html, nothing } from "./vendor/lit-html-3.3.3.js";
import { n, t } from "./words.js";

const MOST = 40;  // of a list that is shown

export function story(told, doing) {
  return html`<h2 id="dialog-title">${t("story_of", { name: told.title })}</h2>
    ${worldOf(told, doing)}
    <p>${told.who.join("; ")}.</p>
    ${told.lines.length ? nothing : html`<p>${t("nothing_yet")}</p>`}
    <ol class="story" tabindex="0" aria-label=${t("story_of", { name: told.title })}>${told.lines.map((line) => html`<li><b>${t("week_n", { week: line.week })}</b> <span>${line.text}${line.minutes ? html` <i>${t("minutes_n", { n: n(line.minutes) })}</i>` : nothing}</span></li>`)}</ol>
    <button class="main" @click=${doing.close}>${t("close")}</button>`;
}

function worldOf(told, doing) {
  return doing.worldName(told.world) ? html`<p class="of">${doing.worldName(told.world)}</p>` : nothing;
}

function people(title, listed, told, doing) {
  return html`<h3>${title} (${listed.length})</h3>
    ${listed.length ? html`<ul class="cases">${listed.slice(0, MOST).map((each) => html`<li><button class="link" @click=${() => doing.story(told.world, each.id)}>${each.name}</button> ${each.text}</li>`)}
      ${listed.length > MOST ? html`<li>${t("more_n", { n: listed.length - MOST })}</li>` : nothing}</ul>` : html`<p>${t("nobody")}</p>`}`;
}

export function desk(told, doing) {
  return html`<h2 id="dialog-title">${t("week_of", { name: told.title })}</h2>
    ${worldOf(told, doing)}
    <p>${told.who.join("; ")}.</p>
    <p><b>${told.why}</b></p>
    <div class="scroll" tabindex="0" role="region" aria-label=${told.title}>
    ${people(t("got_time"), told.talks, told, doing)}
    ${people(t("was_left"), told.left, told, doing)}
    ${people(t("was_unseen"), told.unseen, told, doing)}
    <h3>${t("hours")}</h3>
    <table class="hours"><tbody>${told.hours.map((line) => html`<tr><th scope="row">${line.name}</th><td>${t("hours_n", { n: n(line.hours) })}</td></tr>`)}</tbody></table>
    </div>
    <button class="main" @click=${doing.close}>${t("close")}</button>`;
}

export function waiting() {
  return html`<h2 id="dialog-title">${t("reading")}</h2>`;
}
