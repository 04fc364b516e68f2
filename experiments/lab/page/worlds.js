// The worlds as the frames tell of them: columns of a byte a person, desks, channels, and the weeks so far as lines.

export const COLUMNS = ["place", "deskLow", "deskHigh", "since", "channel", "outcome", "flags", "chance", "hours", "need"];
export const IN_TALK = 1, AGAIN = 2, LEFT = 4, ASKED = 8, REDUCED = 16, CAME = 32;
export const SEEKING = 1, IN_MEASURE = 2, WAITING = 3, EMPLOYED = 4, PENSION = 5, OUT = 6;
export const TURNED_AWAY = 5;  // among what may come of an enquiry
export const HOLLOW_FROM = 26, RECENT_TO = 8;  // weeks since the latest talk

export class World {
  constructor() {
    this.n = 0;
    this.ids = new Float64Array(0);
    this.columns = COLUMNS.map(() => new Uint8Array(0));
    this.before = new Uint8Array(0);  // where everybody was in the frame before
    this.series = {};
    this.desks = [];
    this.channels = [];
  }

  isRegistered(row) {
    return this.place[row] >= SEEKING && this.place[row] <= WAITING;
  }

  desk(row) {
    return this.deskLow[row] + 256 * this.deskHigh[row];
  }

  has(row, flag) {
    return (this.flags[row] & flag) !== 0;
  }

  last(name) {
    return this.series[name]?.at(-1) ?? 0;
  }

  count(test) {
    let counted = 0;
    for (let row = 0; row < this.n; row++) if (test(row)) counted += 1;
    return counted;
  }
}
COLUMNS.forEach((name, number) => Object.defineProperty(World.prototype, name, { get() { return this.columns[number]; } }));

export class Worlds {
  constructor() {
    this.week = 0;
    this.all = [];
  }

  /** The next frame is whole. */
  forget() {
    this.all = [];
  }

  read(buffer) {
    const length = new DataView(buffer).getUint32(0, true);
    const head = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
    let at = 4 + length;
    this.week = head.week;
    this.all.length = Math.min(this.all.length, head.worlds.length);
    head.worlds.forEach((told, number) => {
      const world = (this.all[number] ??= new World());
      world.before = told.before ? world.place : new Uint8Array(0);
      world.columns = world.columns.map((old) => {
        const column = new Uint8Array(buffer.slice(at, at + told.n));
        for (let row = 0; row < told.before; row++) column[row] += old[row];
        at += told.n;
        return column;
      });
      const came = 8 * (told.n - told.before);
      const ids = new Float64Array(told.n);
      ids.set(world.ids.subarray(0, told.before));
      ids.set(new Float64Array(buffer.slice(at, at + came)), told.before);
      at += came;
      Object.assign(world, { n: told.n, ids, desks: told.desks, channels: told.channels });
      for (const [name, values] of Object.entries(told.rows)) {
        world.series[name] = (world.series[name] ?? []).slice(0, told.first_row).concat(values);
      }
    });
  }
}

/** The people of a world at each desk, by the chance of work that is seen, the best first. */
export function atDesks(world) {
  const desks = world.desks.map(() => []);
  for (let row = 0; row < world.n; row++) if (world.isRegistered(row)) desks[world.desk(row)]?.push(row);
  for (const desk of desks) desk.sort((one, other) => world.chance[other] - world.chance[one] || one - other);
  return desks;
}

/** The people on the register in fifths by the chance of work that is seen, the least first. */
export function inFifths(world) {
  const rows = [];
  for (let row = 0; row < world.n; row++) if (world.isRegistered(row)) rows.push(row);
  rows.sort((one, other) => world.chance[one] - world.chance[other] || one - other);
  const cut = (fifth) => Math.round((fifth * rows.length) / 5);
  return [0, 1, 2, 3, 4].map((fifth) => rows.slice(cut(fifth), cut(fifth + 1)));
}

/** Who is in work in the one world only, by rows of the one; those who are in one world only are left out. */
export function onlyIn(one, other) {
  const there = new Map();
  for (let row = 0; row < other.n; row++) there.set(other.ids[row], row);
  const rows = [];
  for (let row = 0; row < one.n; row++) {
    const twin = there.get(one.ids[row]);
    if (twin !== undefined && one.place[row] === EMPLOYED && other.place[twin] !== EMPLOYED) rows.push(row);
  }
  return rows;
}
