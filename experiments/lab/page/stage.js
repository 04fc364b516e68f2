// The stage: which panels a scene has, what each shows, and who stands where one clicks.

import { Picture } from "./canvas.js";
import { EMPLOYED } from "./worlds.js";
import { n, t } from "./words.js";
import * as counter from "./scenes/counter.js";
import * as lives from "./scenes/lives.js";
import * as office from "./scenes/office.js";
import * as portfolios from "./scenes/portfolios.js";
import * as time from "./scenes/time.js";

const SCENES = { portfolios, ladder: portfolios, counter, office, time, lives };
const BOTH_OFFICES_FROM = 1600;  // pixels
const MARGIN = 6;

export class Stage {
  constructor(worldName) {
    this.worldName = worldName;
    this.pictures = new Map();
    this.shown = new Map();
  }

  hasWorlds() {
    return this.shown.size > 0;
  }

  /** The panels of a scene, with what stands above them and what a screen reader is told. */
  panels(lab, worlds) {
    const scene = SCENES[lab.scene];
    if (lab.scene === "lives") {
      if (worlds.length < 3) return [];
      const sentence = scene.sentence(worlds, lab.week);
      return [{ number: 0, isAll: true, letter: "all", figures: [[t("head_work"), `A ${n(working(worlds[0]))} · B ${n(working(worlds[1]))}`]], sentence, table: () => scene.table(worlds) }];
    }
    const few = lab.scene === "office" && innerWidth < BOTH_OFFICES_FROM;
    const numbers = few ? [lab.which === "b" && worlds.length > 1 ? 1 : 0] : worlds.map((_, number) => number);
    return numbers.filter((number) => worlds[number]).slice(0, lab.scene === "ladder" ? 6 : 2).map((number) => ({
      number,
      letter: lab.scene === "ladder" ? "rung" : "ab"[number],
      figures: figures(lab.scene, worlds[number]),
      sentence: scene.sentence(worlds[number], lab.week, this.worldName(number)),
      table: () => scene.table(worlds[number]),
    }));
  }

  /** Draw every panel; squares move to where they stand now within so many milliseconds. */
  show(lab, { all: worlds }, milliseconds) {
    const scene = SCENES[lab.scene];
    for (const canvas of document.querySelectorAll("canvas[data-panel]")) {
      const number = Number(canvas.dataset.panel);
      const isAll = lab.scene === "lives";
      if (!worlds[number] || (isAll && worlds.length < 3)) continue;
      const picture = this.pictureOf(canvas);
      picture.fit();
      const box = { x: MARGIN, y: MARGIN, width: picture.width - 2 * MARGIN, height: picture.height - 2 * MARGIN };
      if (box.width < 40 || box.height < 40) continue;
      const placed = isAll ? scene.layout(worlds, box) : scene.layout(worlds[number], box);
      this.shown.set(number, { placed, isAll, world: worlds[number] });
      const isSame = picture.sceneName === lab.scene || !isAll;
      picture.sceneName = lab.scene;
      picture.show(placed, isSame ? milliseconds : 0, () => performance.measure("drawn", "asked" in marksMade() ? "asked" : undefined));
    }
  }

  pictureOf(canvas) {
    if (!this.pictures.has(canvas)) this.pictures.set(canvas, new Picture(canvas));
    return this.pictures.get(canvas);
  }

  /** The case of the person, or the week of the caseworker, that was clicked. */
  click(event, number, doing) {
    const { placed, isAll, world } = this.shown.get(number) ?? {};
    if (!placed) return;
    const box = event.target.getBoundingClientRect();
    const x = event.clientX - box.left, y = event.clientY - box.top;
    const row = placed.marks.at(x, y);
    if (row >= 0) {
      const person = isAll ? placed.personAt(row) : { world: number, id: world.ids[row] };
      if (person) doing.story(person.world, person.id);
      return;
    }
    const desk = placed.desks.find((each) => x >= each.x && x <= each.x + each.width && y >= each.y && y <= each.y + each.height);
    if (desk) doing.openDesk(number, desk.desk.row);
  }
}

function marksMade() {
  return performance.getEntriesByName("asked").length ? { asked: true } : {};
}

function working(world) {
  return world.count((row) => world.place[row] === EMPLOYED);
}

function figures(scene, world) {
  if (scene === "counter") {
    const asked = world.channels.reduce((sum, channel) => sum + channel.asked, 0);
    const again = world.channels.reduce((sum, channel) => sum + channel.again, 0);
    return [[t("head_asked"), n(asked)], [t("head_again"), n(again)]];
  }
  const present = world.desks.filter((desk) => desk.present && !desk.vacant).length;
  if (scene === "ladder") return [[t("head_talks"), n(world.last("talks"), 1)]];
  const shown = [[t("head_talks"), n(world.last("talks"), 1)], [t("head_present"), `${present}/${world.desks.length}`]];
  return scene === "office" ? [...shown, [t("head_work"), n(working(world))]] : shown;
}

