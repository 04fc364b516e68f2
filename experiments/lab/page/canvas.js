// A canvas of squares, one a person, that keep who they are and move between arrangements.

export const COLOURS = {
  person: "#0072B2", older: "#4a93c2", now: "#D55E00", b: "#B34700", work: "#00785A", health: "#A8558A", grey: "#555B62",
  again: "#111111", hollow: "#555B62", light: "#b9bdc2", dark: "#4a4f55", tile: "#f4f2ed", open: "#F0C24B",
};
// How a square is filled, by the number in `style`; a hollow one is an outline.
export const STYLES = ["hidden", "person", "older", "hollow", "now", "b", "work", "health", "grey", "again", "refused"];
export const STYLE = Object.fromEntries(STYLES.map((name, number) => [name, number]));
const OUTLINED = { hollow: COLOURS.hollow, refused: COLOURS.dark };

/** Where everybody stands: left, top, width, height and style of each square. */
export class Marks {
  constructor(n) {
    this.n = n;
    this.x = new Float32Array(n);
    this.y = new Float32Array(n);
    this.w = new Float32Array(n);
    this.h = new Float32Array(n);
    this.style = new Uint8Array(n);
  }

  put(row, x, y, w, h, style) {
    this.x[row] = x;
    this.y[row] = y;
    this.w[row] = w;
    this.h[row] = h;
    this.style[row] = style;
  }

  /** Fill a box from its top left with squares of a size, row by row; how far down it came. */
  fill(rows, left, top, width, pitch, put) {
    const across = Math.max(1, Math.floor(width / pitch));
    rows.forEach((row, number) => put(row, left + (number % across) * pitch, top + Math.floor(number / across) * pitch));
    return top + Math.ceil(rows.length / across) * pitch;
  }

  at(x, y) {
    for (let row = this.n - 1; row >= 0; row--) {
      if (!this.style[row]) continue;
      if (x >= this.x[row] - 1 && x <= this.x[row] + this.w[row] + 1 && y >= this.y[row] - 1 && y <= this.y[row] + this.h[row] + 1) return row;
    }
    return -1;
  }
}

/** The largest pitch at which so many squares fit into a box, at most `most`. */
export function pitchFor(count, width, height, most) {
  for (let pitch = most; pitch > 2; pitch -= 0.5) {
    if (Math.floor(width / pitch) * Math.floor(height / pitch) >= count) return pitch;
  }
  return 2;
}

export class Picture {
  constructor(canvas) {
    this.canvas = canvas;
    this.context = canvas.getContext("2d");
    this.from = null;
    this.scene = null;
    this.frame = 0;
  }

  /** The size of the canvas in pixels of the page; true where it has changed. */
  fit() {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    const ratio = Math.min(3, window.devicePixelRatio || 1);
    const changed = width !== this.width || height !== this.height || ratio !== this.ratio;
    Object.assign(this, { width, height, ratio });
    if (changed) {
      this.canvas.width = Math.round(width * ratio);
      this.canvas.height = Math.round(height * ratio);
      this.scene = null;
    }
    return changed;
  }

  /** Show a scene: who was on the picture before moves, within so many milliseconds. */
  show(scene, milliseconds, drawn) {
    const before = this.scene?.marks;
    cancelAnimationFrame(this.frame);
    this.from = before && milliseconds > 0 ? this.standing(before) : null;
    this.scene = scene;
    const start = performance.now();
    let isFirst = true;
    const tick = () => {
      const passed = this.from ? Math.min(1, (performance.now() - start) / milliseconds) : 1;
      this.progress = passed < 1 ? 1 - (1 - passed) ** 3 : 1;
      this.draw();
      if (isFirst) drawn?.();
      isFirst = false;
      if (passed < 1) this.frame = requestAnimationFrame(tick);
      else this.from = null;
    };
    tick();
  }

  /** Where everybody stands now, also in the middle of a move. */
  standing(marks) {
    if (!this.from || this.progress === undefined) return marks;
    const now = new Marks(marks.n);
    for (let row = 0; row < marks.n; row++) {
      const [x, y, w, h] = this.between(marks, row);
      now.put(row, x, y, w, h, marks.style[row]);
    }
    return now;
  }

  between(marks, row) {
    const from = this.from, p = this.progress;
    if (!from || row >= from.n || !from.style[row] || !marks.style[row]) return [marks.x[row], marks.y[row], marks.w[row], marks.h[row]];
    return [
      from.x[row] + (marks.x[row] - from.x[row]) * p, from.y[row] + (marks.y[row] - from.y[row]) * p,
      from.w[row] + (marks.w[row] - from.w[row]) * p, from.h[row] + (marks.h[row] - from.h[row]) * p,
    ];
  }

  draw() {
    const { context, scene, ratio } = this;
    if (!scene) return;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, this.width, this.height);
    scene.under?.(context, this.progress);
    const marks = scene.marks;
    for (let style = 1; style < STYLES.length; style++) {
      const outline = OUTLINED[STYLES[style]];
      context.fillStyle = COLOURS[STYLES[style]] ?? "#fff";
      if (outline) {
        context.strokeStyle = outline;
        context.lineWidth = 1;
      }
      for (let row = 0; row < marks.n; row++) {
        if (marks.style[row] !== style) continue;
        const [x, y, w, h] = this.from ? this.between(marks, row) : [marks.x[row], marks.y[row], marks.w[row], marks.h[row]];
        if (outline) context.strokeRect(x + 0.5, y + 0.5, Math.max(1, w - 1), Math.max(1, h - 1));
        else context.fillRect(x, y, w, h);
      }
    }
    scene.over?.(context, this.progress);
  }
}

/** Stripes in a box, for who is absent. */
export function hatch(context, x, y, w, h) {
  context.save();
  context.beginPath();
  context.rect(x, y, w, h);
  context.clip();
  context.fillStyle = "#dcd8ce";
  context.fillRect(x, y, w, h);
  context.strokeStyle = "#8a867c";
  context.lineWidth = 1;
  context.beginPath();
  for (let at = x - h; at < x + w; at += 5) {
    context.moveTo(at, y + h);
    context.lineTo(at + h, y);
  }
  context.stroke();
  context.restore();
}

export function write(context, text, x, y, { size = 18, align = "left", colour = "#1b1e22", weight = "", most = 4000 } = {}) {
  context.font = `${weight} ${size}px system-ui, sans-serif`;
  context.textAlign = align;
  context.textBaseline = "alphabetic";
  context.fillStyle = colour;
  context.fillText(text, x, y, most);
}
