// The page: what is shown now, and what every button does.

import { html, nothing, render } from "./vendor/lit-html-3.3.3.js";
import * as address from "./address.js";
import { chart } from "./charts.js";
import { drawer, header, help, settings } from "./controls.js";
import * as dialogs from "./dialogs.js";
import * as downloads from "./downloads.js";
import { legend } from "./legend.js";
import { list, table } from "./lists.js";
import { Stage } from "./stage.js";
import { Wire } from "./wire.js";
import { lever as leverOf, load, n, t, words } from "./words.js";

const LADDER = [50, 65, 80, 95, 110, 125];
const ADDRESS_EVERY = 1000;  // milliseconds; a browser takes no more than some hundred in a minute
const part = (id) => document.getElementById(id);

const lab = {
  ...address.read(location.hash), playing: false, ready: false, speed: 3, which: "b", theme: "channel", drawer: false,
  values: [], moved: {}, dialog: null, there: null, shared: false, desks: [], status: "", open: { table: false, list: false },
};
let stage, wire, written = 0, changing = 0;

/** The worlds that a scene needs: A and B, six offices, or the nudge twin besides. */
function worldsWanted() {
  const [a, b] = lab.pair;
  if (lab.scene === "ladder") {
    const others = a.journal.map(([week, levers]) => [week, Object.fromEntries(Object.entries(levers).filter(([path]) => path !== words.staffs))])
      .filter(([, levers]) => Object.keys(levers).length);
    return LADDER.map((people) => ({ policy: a.policy, journal: [[0, { [words.staffs]: people }], ...others] }));
  }
  if (lab.scene === "lives") return [a, lab.single ? a : b, { ...a, twin: true }];
  return lab.single ? [a] : [a, b];
}

async function open() {
  const { office, people, labour_market, seed, week } = lab;
  lab.ready = false;
  paint();
  const answer = await wire.ask({ do: "open", office, people, labour_market, seed, week, worlds: worldsWanted(), language: words.language });
  if (answer.say === "error" && !stage.hasWorlds()) return refuse(answer.message);
  lab.ready = answer.say === "frame" || stage.hasWorlds();
  take(answer, 700);
}

/** Take what the server says of the lab as what it is. */
function take(answer, milliseconds) {
  if (answer.say === "error") return refuse(answer.message);
  if (answer.say === "lost") return undefined;
  lab.status = "";
  if (answer.lab) {
    const told = answer.lab;
    Object.assign(lab, { week: told.lab.week, there: told.lab.there, values: told.worlds.map((world) => world.levers), moved: {} });
    if (lab.scene !== "ladder") {
      told.worlds.slice(0, lab.single ? 1 : 2).forEach((world, number) => { lab.pair[number] = { policy: world.policy, journal: world.journal }; });
    }
  }
  lab.week = wire.worlds.week;
  if (lab.week >= words.limits.weeks) Object.assign(lab, { playing: false, status: t("end") });
  paint();
  if (answer.say === "frame") stage.show(lab, wire.worlds, motion(milliseconds));
  if (lab.dialog === "settings") showDialog("settings", settings(lab, doing));
  keepAddress();
  return undefined;
}

function refuse(message) {
  lab.playing = false;
  lab.moved = {};
  lab.status = message;
  paint();
}

function motion(milliseconds) {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : milliseconds;
}

function keepAddress(now = false) {
  clearTimeout(written);
  const keep = () => history.replaceState(null, "", address.write({ ...lab, language: words.language }));
  if (now) keep();
  else written = setTimeout(keep, lab.playing ? ADDRESS_EVERY : 50);
}

async function step(weeks, milliseconds) {
  performance.mark("asked");
  const answer = await wire.ask({ do: "step", n: weeks });
  take(answer, milliseconds);
  if (answer.say !== "frame") return false;
  performance.measure("step", "asked");
  return true;
}

async function playOn() {
  while (lab.playing) {
    const began = performance.now();
    const milliseconds = lab.speed ? 1000 / lab.speed : 0;
    if (!(await step(1, Math.min(450, milliseconds * 0.8))) && lab.status) lab.playing = false;
    await new Promise((resolve) => setTimeout(resolve, Math.max(lab.speed ? 0 : 15, milliseconds - (performance.now() - began))));
  }
  keepAddress(true);
}

async function setLever(path, value) {
  const both = [0, 1].slice(0, lab.single ? 1 : 2);
  let numbers = lab.which === "both" ? both : [lab.which === "a" || lab.single ? 0 : 1];
  if (lab.scene === "ladder") numbers = LADDER.map((_, number) => number);
  if (lab.scene === "ladder" && path === words.staffs) return refuse(t("about_ladder"));
  if (lab.scene === "lives" && numbers.includes(0)) numbers.push(2);
  if (lab.scene === "ladder") lab.pair[0].journal.push([lab.week, { [path]: value }]);
  for (const number of numbers) take(await wire.ask({ do: "lever", world: number, levers: { [path]: value } }), 450);
  return undefined;
}

const doing = {
  skip: (event) => { event.preventDefault(); part("picture").focus(); },
  play: () => { lab.playing = !lab.playing; paint(); if (lab.playing) playOn(); },
  week: () => step(1, 450),
  speed: (speed) => { lab.speed = speed; },
  restart: () => { lab.week = 0; lab.playing = false; return open(); },
  drawer: () => { lab.drawer = !lab.drawer; paint(); stage.show(lab, wire.worlds, 0); },
  which: (which) => { lab.which = which; lab.moved = {}; paint(); },
  theme: (theme) => { lab.theme = theme; paint(); },
  moving: (path, value) => { lab.moved[path] = value; paint(); },
  lever: setLever,
  shock: async (name) => {
    if (lab.scene === "ladder") return refuse(t("about_ladder"));
    return take(await wire.ask({ do: "shock", name }), 450);
  },
  fork: async () => take(await wire.ask({ do: "fork", world: 0, into: 1 }), 700),
  settings: () => { lab.shared = false; showDialog("settings", settings(lab, doing)); },
  help: () => showDialog("help", help(lab, doing)),
  set: (changes) => { Object.assign(lab, changes); return open(); },
  policy: (number, policy) => { lab.pair[number] = { policy, journal: [] }; return open(); },
  share: async () => {
    keepAddress(true);
    await navigator.clipboard?.writeText(location.href).catch(() => {});
    lab.shared = true;
    showDialog("settings", settings(lab, doing));
  },
  weeks: () => downloads.weeks(wire.worlds.all, worldName),
  picture: () => downloads.picture(document.querySelectorAll("canvas[data-panel]"), location.hash),
  close: () => part("dialog").close(),
  chart: (number, name) => { lab.charts = lab.charts.map((each, place) => (place === number ? name : each)); paint(); keepAddress(); },
  difference: (event) => { lab.difference = event.target.checked; paint(); keepAddress(); },
  worldName: (number) => (lab.single ? "" : t("of_world", { world: worldName(number) })),
  desk: (world, desk) => { lab.desks[world] = desk; paint(); },
  openDesk: (world, desk) => tell({ do: "desk", world, desk }, dialogs.desk),
  story: (world, person) => tell({ do: "story", world, person }, dialogs.story),
  language: async (language) => {
    await load(language);
    lab.language = language;
    paint();
    await open();
  },
  scene: async (scene) => {
    if (scene === lab.scene) return;
    const before = worldsWanted().length, wasLadder = lab.scene === "ladder";
    lab.scene = scene;
    if (worldsWanted().length !== before || wasLadder || scene === "ladder" || scene === "lives") await open();
    else { paint(); stage.show(lab, wire.worlds, motion(700)); keepAddress(); }
  },
};

async function tell(question, shown) {
  lab.playing = false;
  paint();
  showDialog("told", dialogs.waiting());
  const answer = await wire.ask(question);
  if (answer.say === question.do) return showDialog("told", shown(answer, doing));
  doing.close();
  return take(answer, 0);
}

function showDialog(kind, content) {
  const dialog = part("dialog");
  lab.dialog = kind;
  render(content, dialog);
  if (!dialog.open) dialog.showModal();
  dialog.querySelector("#dialog-title")?.scrollIntoView?.();
}

function worldName(number) {
  if (lab.scene === "ladder") return t("per_post", { n: LADDER[number] });
  return lab.scene === "lives" && number === 2 ? t("twin") : "AB"[number] ?? "";
}

/** Which levers of a world are not as its policy has them: shown beside its name. */
function moved(number) {
  if (lab.scene === "ladder") return "";
  const levers = Object.assign({}, ...lab.pair[number].journal.map(([, each]) => each));
  const listed = Object.entries(levers).filter(([path]) => !path.startsWith("shock."));
  return listed.slice(-2).map(([path, value]) => {
    const each = leverOf(path);
    return each ? `${each.name} ${typeof value === "string" ? each.names[value] : n(value * each.scale)}${each.unit === "%" ? " %" : ""}` : "";
  }).join(", ");
}

/** What a world is called beside its letter: its policy where that tells it apart, and what was moved in it. */
function title(number, inFull) {
  const policy = words.policies[lab.pair[number]?.policy] ?? "", levers = moved(number);
  const isTold = inFull || !levers || lab.single || lab.pair[0].policy !== lab.pair[1].policy;
  return [isTold ? policy : "", levers].filter(Boolean).join(": ");
}

/** The worlds whose weeks the charts show. */
function charted(worlds) {
  return lab.scene === "ladder" ? worlds : worlds.slice(0, lab.single ? 1 : 2);
}

function paint() {
  document.body.dataset.scene = lab.scene;
  document.body.dataset.drawer = lab.drawer;
  render(header(lab, doing), part("head"));
  part("status").textContent = lab.status;
  part("status").hidden = !lab.status;
  const worlds = wire.worlds.all;
  const panels = stage.panels(lab, worlds);
  render(html`
    ${lab.drawer ? drawer(lab, doing) : nothing}
    <div class="side">
      <div class="worlds" data-count=${panels.length}>
        ${panels.map((panel) => html`<section class="world ${panel.letter}" aria-label=${worldName(panel.number)}>
          <h2>${panel.isAll || (lab.single && lab.scene !== "ladder") ? "" : html`<b>${worldName(panel.number)}</b> `}
            ${lab.scene === "ladder" || panel.isAll ? nothing : html`<span class="policy" title=${title(panel.number, true)}>${title(panel.number, false)}</span>`}
            <span class="figures">${panel.figures.map(([name, value]) => html`<span>${name} <b>${value}</b></span>`)}</span></h2>
          <canvas data-panel=${panel.number} role="img" aria-label=${panel.sentence} @click=${(event) => stage.click(event, panel.number, doing)}></canvas>
        </section>`)}
      </div>
      ${legend(lab.scene)}
    </div>`, part("picture"));
  render(html`
    <div class="charts" aria-label=${t("charts")} role="group">
      ${lab.charts.map((name, number) => chart(name, charted(worlds), lab, doing.chart, number))}
    </div>
    ${lab.single || lab.scene === "ladder" ? nothing : html`<label class="line check"><input type="checkbox" .checked=${lab.difference} @change=${doing.difference}>${t("difference")}</label>`}
    <details ?open=${lab.open.table} @toggle=${(event) => { if (lab.open.table !== event.target.open) { lab.open.table = event.target.open; paint(); } }}><summary>${t("table")}</summary>
      <div class="tables">${lab.open.table ? panels.map((panel) => table(panel.table(), panel.sentence)) : nothing}</div></details>
    <details ?open=${lab.open.list} @toggle=${(event) => { if (lab.open.list !== event.target.open) { lab.open.list = event.target.open; paint(); } }}><summary>${t("list")}</summary>
      <div class="tables">${lab.open.list ? worlds.slice(0, lab.single ? 1 : 2).map((world, number) => html`<section><h3>${lab.single ? "" : worldName(number)}</h3>${list(world, number, lab.desks[number] ?? -1, doing)}</section>`) : nothing}</div></details>`, part("foot"));
  document.body.dataset.week = lab.week;
  document.body.dataset.ready = lab.ready;
}

async function begin() {
  const first = lab.language ?? "first";
  await load(first);
  part("head").replaceChildren();
  stage = new Stage(worldName);
  wire = new Wire({
    onLost: () => { lab.status = t("lost"); lab.playing = false; lab.ready = false; paint(); },
    onFound: () => open(),
    onMaking: () => {
      clearTimeout(changing);
      changing = setTimeout(() => { if (!lab.ready) { lab.status = `${t("making")} ${t("first_time")}`; paint(); } }, 1500);
    },
  });
  part("dialog").addEventListener("close", () => { lab.dialog = null; });
  addEventListener("resize", () => { paint(); stage.show(lab, wire.worlds, 0); });
  addEventListener("hashchange", () => { Object.assign(lab, address.read(location.hash)); return open(); });
  paint();
  await open();
}

begin();
