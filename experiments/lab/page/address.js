// The address of the page is the lab: setting, seed, policies, journal, week, scene and language stand in it.

export const SCENES = ["portfolios", "ladder", "counter", "office", "time", "lives"];
const LETTERS = ["a", "b"];
const USUAL_CHARTS = ["talks", "present", "employed"];

/** What an address says, with what holds where it says nothing. */
export function read(hash) {
  const said = new URLSearchParams(hash.replace(/^#/, ""));
  const whole = (name, usual) => (/^\d{1,16}$/.test(said.get(name) ?? "") ? Number(said.get(name)) : usual);
  const pair = LETTERS.map((letter) => ({ policy: said.get(letter) ?? "baseline", journal: [] }));
  for (const entry of (said.get("j") ?? "").split(";")) {
    const parts = /^([ab])@(\d{1,4})\.([a-z_.]+)=([-\w.]{1,40})$/.exec(entry);
    if (!parts) continue;
    const [, letter, week, path, value] = parts;
    const number = value !== "" && Number.isFinite(Number(value)) ? Number(value) : value;
    const journal = pair[LETTERS.indexOf(letter)].journal;
    const last = journal.at(-1);
    if (last && last[0] === Number(week) && !(path in last[1])) last[1][path] = number;
    else journal.push([Number(week), { [path]: number }]);
  }
  const scene = said.get("scene");
  const charts = (said.get("charts") ?? "").split(",").filter((name) => /^\w+$/.test(name));
  return {
    office: said.get("office") ?? "large",
    people: whole("people", null),
    labour_market: said.get("market") ?? "normal",
    seed: whole("seed", 1),
    week: whole("week", 0),
    pair,
    single: said.get("one") === "1",
    scene: SCENES.includes(scene) ? scene : SCENES[0],
    language: said.get("language"),
    charts: charts.length === 3 ? charts : USUAL_CHARTS,
    difference: said.get("diff") === "1",
  };
}

/** The address of a lab. */
export function write(lab) {
  const entries = lab.pair.flatMap((world, number) =>
    world.journal.flatMap(([week, levers]) =>
      Object.entries(levers).map(([path, value]) => `${LETTERS[number]}@${week}.${path}=${value}`)));
  const parts = {
    office: lab.office,
    people: lab.people,
    market: lab.labour_market === "normal" ? null : lab.labour_market,
    seed: lab.seed,
    a: lab.pair[0].policy,
    b: lab.pair[1].policy,
    one: lab.single ? 1 : null,
    j: entries.join(";") || null,
    week: lab.week,
    scene: lab.scene,
    charts: lab.charts.join() === USUAL_CHARTS.join() ? null : lab.charts.join(),
    diff: lab.difference ? 1 : null,
    language: lab.language,
  };
  const said = Object.entries(parts).filter(([, value]) => value !== null && value !== undefined);
  return `#${said.map(([name, value]) => `${name}=${value}`).join("&")}`;
}
