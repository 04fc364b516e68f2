// Header, levers and settings: what a teacher moves.

import { html, live, nothing } from "./vendor/lit-html-3.3.3.js";
import { SCENES } from "./address.js";
import { n, t, words } from "./words.js";

const SPEEDS = [1, 3, 10, 0];

export function header(lab, doing) {
  const ended = lab.week >= words.limits.weeks;
  return html`
    <a class="skip" href="#picture" @click=${doing.skip}>${t("skip")}</a>
    <h1>Skranke</h1>
    <div class="group" role="group" aria-label=${t("speed")}>
      <button class="main" ?disabled=${ended || !lab.ready} @click=${doing.play} aria-pressed=${lab.playing}>${lab.playing ? t("pause") : t("play")}</button>
      <button ?disabled=${ended || lab.playing || !lab.ready} @click=${doing.week}>${t("week_button")}</button>
      <span id="week">${lab.week ? t("week_n", { week: lab.week }) : t("week_0")}</span>
      <select aria-label=${t("speed")} @change=${(event) => doing.speed(Number(event.target.value))}>
        ${SPEEDS.map((speed) => html`<option value=${speed} .selected=${speed === lab.speed}>${t(`speed_${speed}`)}</option>`)}
      </select>
      <button ?disabled=${!lab.ready} @click=${doing.restart}>${t("restart")}</button>
    </div>
    <div class="group right">
      <button aria-expanded=${lab.drawer} aria-controls="levers" @click=${doing.drawer}>${t("levers")}</button>
      <button @click=${doing.settings}>${t("settings")}</button>
      <select id="language" aria-label=${t("language")} @change=${(event) => doing.language(event.target.value)}>
        ${Object.entries(words.languages).map(([code, name]) => html`<option value=${code} lang=${code} .selected=${code === words.language}>${name}</option>`)}
      </select>
    </div>
    <nav class="group scenes" aria-label=${t("scene")}>
      ${SCENES.map((scene) => html`<button aria-pressed=${scene === lab.scene} ?disabled=${!lab.ready} @click=${() => doing.scene(scene)}>${t(`scene_${scene}`)}</button>`)}
    </nav>
    <button class="help" @click=${doing.help}>${t("help")}</button>`;
}

/** What levers are moved of: A, B or both. */
function worldChoice(lab, doing) {
  if (lab.single || lab.scene === "ladder") return nothing;
  return html`<fieldset class="which"><legend>${t("which_world")}</legend>
    ${[["a", "world_a"], ["b", "world_b"], ["both", "both"]].map(([which, name]) => html`
      <label class=${which}><input type="radio" name="which" value=${which} .checked=${live(lab.which === which)} @change=${() => doing.which(which)}>${t(name)}</label>`)}
  </fieldset>`;
}

export function drawer(lab, doing) {
  const shown = words.levers.filter((each) => each.theme === lab.theme);
  return html`<aside id="levers" aria-label=${t("levers")}>
    ${worldChoice(lab, doing)}
    <label class="line">${t("theme")}
      <select @change=${(event) => doing.theme(event.target.value)}>
        ${Object.entries(words.themes).map(([theme, name]) => html`<option value=${theme} .selected=${theme === lab.theme}>${name}</option>`)}
      </select></label>
    ${shown.map((each) => leverInput(each, lab, doing))}
    <h2>${t("shocks")}</h2>
    <div class="shocks">${Object.entries(words.shocks).map(([name, shown]) => html`<button @click=${() => doing.shock(name)}>${shown}</button>`)}</div>
    ${lab.single || lab.scene === "ladder" ? nothing : html`<button @click=${doing.fork}>${t("copy_a")}</button>`}
  </aside>`;
}

const read = (each, value) => {
  if (typeof value === "string") return each.names[value] ?? value;
  return `${n(value * each.scale, value * each.scale % 1 ? (each.scale * each.step < 0.1 ? 2 : 1) : 0)} ${each.unit}`;
};

function leverInput(each, lab, doing) {
  const value = lab.moved[each.path] ?? lab.values[lab.which === "b" ? 1 : 0]?.[each.path] ?? each.default;
  const id = `lever-${each.path.replace(".", "-")}`;
  const isNamed = Object.keys(each.names).length > 0;
  const when = each.path === words.staffs ? t("from_start") : t("from_now", { week: lab.week + 1 });
  const input = isNamed
    ? html`<select id=${id} @change=${(event) => doing.lever(each.path, event.target.value)}>
        ${Object.entries(each.names).map(([name, shown]) => html`<option value=${name} .selected=${name === value}>${shown}</option>`)}</select>`
    : html`<input id=${id} type="range" min=${each.low} max=${each.high} step=${each.step} .value=${live(String(value))}
        aria-valuetext=${read(each, value)} aria-describedby="${id}-about"
        @input=${(event) => doing.moving(each.path, Number(event.target.value))}
        @change=${(event) => doing.lever(each.path, Number(event.target.value))}>`;
  return html`<div class="lever">
    <label for=${id}>${each.name} <b>${read(each, value)}</b></label>${input}
    <p id="${id}-about">${each.meaning}. <span>${t("usual", { value: read(each, each.default), grade: each.grade, source: each.source })} ${when}</span></p>
  </div>`;
}

export function settings(lab, doing) {
  return html`
    <h2 id="dialog-title">${t("settings")}</h2>
    <label class="line">${t("office")}<select @change=${(event) => doing.set({ office: event.target.value, people: null })}>
      ${Object.entries(words.offices).map(([name, shown]) => html`<option value=${name} .selected=${name === lab.office}>${shown}</option>`)}</select></label>
    <label class="line">${t("people")}<input type="number" min="20" max=${words.limits.people} step="10" .value=${live(String(lab.there ?? ""))}
      @change=${(event) => event.target.reportValidity() && doing.set({ people: Number(event.target.value) })}></label>
    <label class="line">${t("seed")}<input type="number" min="0" max="9007199254740991" step="1" .value=${live(String(lab.seed))}
      @change=${(event) => event.target.reportValidity() && doing.set({ seed: Number(event.target.value) })}></label>
    <label class="line check"><input type="checkbox" .checked=${live(!lab.single)} @change=${(event) => doing.set({ single: !event.target.checked })}>${t("two_worlds")}</label>
    ${["A", "B"].slice(0, lab.single ? 1 : 2).map((letter, number) => html`<label class="line">${t("policy_of", { world: letter })}
      <select id="policy-${letter}" @change=${(event) => doing.policy(number, event.target.value)}>
        ${Object.entries(words.policies).map(([name, shown]) => html`<option value=${name} .selected=${name === lab.pair[number].policy}>${shown}</option>`)}</select></label>`)}
    <p>${t("policy_begins")}</p>
    <p><button @click=${doing.share}>${lab.shared ? t("copied") : t("share")}</button>
      <button @click=${doing.weeks}>${t("weeks_csv")}</button>
      <button @click=${doing.picture}>${t("picture_png")}</button></p>
    <button class="main" @click=${doing.close}>${t("close")}</button>`;
}

export function help(lab, doing) {
  return html`<h2 id="dialog-title">${t("help")}</h2>
    ${SCENES.map((scene) => html`<h3>${t(`scene_${scene}`)}</h3><p>${t(`about_${scene}`)}</p>`)}
    <button class="main" @click=${doing.close}>${t("close")}</button>`;
}
