// The websocket: one question at a time, each with its answer; lost connections are taken up again.

import { Worlds } from "./worlds.js";

export class Wire {
  constructor({ onLost, onFound, onMaking }) {
    this.heard = { onLost, onFound, onMaking };
    this.worlds = new Worlds();
    this.waiting = Promise.resolve();
    this.answer = null;
    this.tries = 0;
    this.connect();
  }

  connect() {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    this.socket = new WebSocket(`${scheme}://${location.host}/lab`);
    this.socket.binaryType = "arraybuffer";
    this.opened = new Promise((resolve) => { this.socket.onopen = resolve; });
    this.socket.onmessage = (event) => this.hear(event.data);
    this.opened.then(() => { if (this.tries) this.heard.onFound(); this.tries = 0; });
    this.socket.onclose = () => {
      this.answer?.({ say: "lost" });
      this.heard.onLost();
      this.tries += 1;
      setTimeout(() => this.connect(), Math.min(8000, 500 * 2 ** this.tries));
    };
  }

  hear(data) {
    if (typeof data !== "string") {
      this.worlds.read(data);
      this.answer?.({ ...this.half, say: "frame" });
      return;
    }
    const said = JSON.parse(data);
    if (said.say === "making") this.heard.onMaking();
    else if (said.say === "lab" && said.framed) { this.half = { lab: said }; this.worlds.forget(); }
    else this.answer?.(said.say === "lab" ? { say: "lab", lab: said } : said);
  }

  /** Ask one thing; what comes of it, when it has come. */
  ask(message) {
    const asked = this.waiting.then(async () => {
      await this.opened;
      if (this.socket.readyState !== WebSocket.OPEN) return { say: "lost" };
      this.half = {};
      const answered = new Promise((resolve) => { this.answer = resolve; });
      this.socket.send(JSON.stringify(message));
      const answer = await answered;
      this.answer = null;
      return answer;
    });
    this.waiting = asked.catch(() => {});
    return asked;
  }
}
