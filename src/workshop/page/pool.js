// Workers that run the model, one a core, and one that keeps the books: it puts replications together and says what they show.

/** Thrown where something was asked that has no answer; its message is for people. */
export class Wrong extends Error {}

/** Thrown where a question was given up because somebody asked for something else. */
export class Stopped extends Wrong {}

class Worker1 {
  /** @param {string} source @param {ArrayBuffer} bytes */
  constructor(source, bytes) {
    this.worker = new Worker(source);
    /** @type {Map<number, { resolve: (value: any) => void, reject: (error: Error) => void }>} */
    this.waiting = new Map();
    this.next = 0;
    this.dead = false;
    this.worker.onmessage = ({ data }) => {
      const waiting = this.waiting.get(data.number);
      this.waiting.delete(data.number);
      if (data.dead) this.dead = true;
      if (!waiting) return;
      if ('wrong' in data) waiting.reject(new Wrong(data.wrong));
      else waiting.resolve(data.body ? { ok: data.ok, body: data.body } : { ok: data.ok });
    };
    this.worker.onerror = (event) => this.fail(new Wrong(event.message || 'the worker stopped'));
    this.started = this.post({ bytes });
  }

  /** @param {Wrong} why */
  fail(why) {
    this.dead = true;
    for (const { reject } of this.waiting.values()) reject(why);
    this.waiting.clear();
  }

  /** @param {object} message @param {Transferable[]} [moved] @returns {Promise<any>} */
  post(message, moved = []) {
    if (this.dead) return Promise.reject(new Wrong('the model stopped'));
    const number = this.next++;
    return new Promise((resolve, reject) => {
      this.waiting.set(number, { resolve, reject });
      this.worker.postMessage({ number, ...message }, moved);
    });
  }

  /** @param {object} question @param {Uint8Array} [body] */
  ask(question, body) {
    return this.post({ question, body }, body ? [body.buffer] : []);
  }

  end() {
    this.worker.terminate();
    this.fail(new Stopped('stopped'));
  }
}

/** The model, in as many workers as there are cores. */
export class Pool {
  /** @param {string} source @param {ArrayBuffer} bytes @param {object} pilots */
  constructor(source, bytes, pilots) {
    this.source = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
    this.bytes = bytes;
    this.pilots = pilots;
    this.cores = Math.max(1, Math.min(navigator.hardwareConcurrency || 2, 8));
    /** @type {any} */
    this.scenario = null;
    /** Each side that was made, so that a new worker can be told of it. @type {Map<number, object>} */
    this.sides = new Map();
    /** Replications of each side that are put together. @type {Map<number, number>} */
    this.there = new Map();
    this.turn = 0;
    this.begin();
  }

  begin() {
    this.clerk = new Worker1(this.source, this.bytes);
    this.runners = Array.from({ length: this.cores }, () => new Worker1(this.source, this.bytes));
    const all = [this.clerk, ...this.runners];
    this.up = false;
    this.ready = Promise.all(all.map((one) => one.started.then(() => one.ask({ ask: 'pilots', pilots: this.pilots }))))
      .then(() => { this.up = true; });
  }

  /** Gives up whatever is under way; what was put together is lost with it. */
  end() {
    this.turn += 1;
    for (const one of [this.clerk, ...this.runners]) one.end();
    this.sides.clear();
    this.there.clear();
    this.begin();
  }

  /** Stops whatever is under way; what was put together is lost with it. */
  async restart() {
    this.end();
    if (this.scenario) await this.open(this.scenario);
  }

  /** @param {object} scenario @returns {Promise<any>} */
  async open(scenario) {
    this.turn += 1;
    // A long run would keep its worker from hearing of anything else.
    const busy = this.up && [this.clerk, ...this.runners].some((one) => one.waiting.size > 0 || one.dead);
    if (busy) this.end();
    await this.ready;
    let ok;
    try {
      ({ ok } = await this.clerk.ask({ ask: 'open', ...scenario }));
    } catch (error) {
      if (busy && this.scenario && scenario !== this.scenario) await this.open(this.scenario);
      throw error;
    }
    await Promise.all(this.runners.map((one) => one.ask({ ask: 'open', ...scenario })));
    this.scenario = scenario;
    this.sides.clear();
    this.there.clear();
    return ok;
  }

  /** @param {object} question @returns {Promise<any>} */
  async clerks(question) {
    await this.ready;
    return (await this.clerk.ask(question)).ok;
  }

  /**
   * Runs a side and tells of it while it grows.
   * @param {number} side @param {object} levers @param {number} count
   * @param {(view: any, finished: boolean) => void} tell
   * @returns {Promise<boolean>} false where something else was begun meanwhile
   */
  async run(side, levers, count, tell) {
    if (this.up && [this.clerk, ...this.runners].some((one) => one.dead)) await this.restart();
    const turn = ++this.turn;
    const current = () => turn === this.turn;
    await this.ready;
    const question = { ask: 'side', side, levers, count };
    const key = JSON.stringify([levers, count]);
    const known = this.sides.get(side);
    if (!(known && JSON.stringify([known.levers, known.count]) === key && this.there.get(side) === count)) {
      this.sides.set(side, { levers, count });
      this.there.set(side, 0);
      await this.clerk.ask(question);
      await Promise.all(this.runners.map((one) => one.ask(question)));
      if (!current()) return false;
      let next = 0;
      let busy = false;
      let shown = 0;
      const look = async () => {
        const there = this.there.get(side) ?? 0;
        if (busy || there === shown || there === 0 || !current()) return;
        busy = true;
        shown = there;
        const { ok } = await this.clerk.ask({ ask: 'view', side });
        busy = false;
        if (current()) tell(ok, false);
      };
      await Promise.all(this.runners.map(async (one) => {
        while (next < count && current()) {
          // The first come one by one, so that something is seen at once.
          const from = next;
          next = Math.min(count, from + (from < 2 * this.cores ? 1 : 4));
          const { body } = await one.ask({ ask: 'replicate', side, from, to: next });
          if (!current()) return;
          const { ok } = await this.clerk.ask({ ask: 'gather', side }, body);
          this.there.set(side, ok);
          if (ok >= 2) look();
        }
      }));
      if (!current()) return false;
    }
    const view = await this.clerks({ ask: 'view', side });
    if (!current()) return false;
    tell(view, true);
    return true;
  }
}
