// Workers that run the model, one a core, and one that keeps the books: it puts replications together and says what they show.

/**
 * @import { Answers, Levers, NormalTimes, OtherText, Opened, Question, TextFile, View } from './protocol.js'
 *
 * A scenario: its text, and the others that it is put together from.
 * @typedef {{ name: string, text: string, others?: OtherText[], files?: TextFile[] }} Scenario
 */

/** Thrown where something was asked that has no answer; its message is for people. */
export class Wrong extends Error {}

/** Thrown where a question was given up because somebody asked for something else. */
export class Stopped extends Wrong {}

class Worker1 {
  /** @param {string} source @param {ArrayBuffer} bytes */
  constructor(source, bytes) {
    this.worker = new Worker(source);
    /** @type {Map<number, { ask: string, resolve: (value: any) => void, reject: (error: Error) => void }>} */
    this.waiting = new Map();
    this.next = 0;
    this.dead = false;
    /** @type {(() => void)[]} */
    this.resting = [];
    /** @type {Promise<any>} */
    this.ready = Promise.resolve();
    this.worker.onmessage = ({ data }) => {
      const waiting = this.waiting.get(data.number);
      this.waiting.delete(data.number);
      if (data.dead) this.dead = true;
      if (!waiting) return;
      if ('wrong' in data) waiting.reject(new Wrong(data.wrong));
      else waiting.resolve(data.body ? { ok: data.ok, body: data.body } : { ok: data.ok });
      this.rest();
    };
    this.worker.onerror = (event) => this.fail(new Wrong(event.message || 'the worker stopped'));
    // The bytes are copied and not moved, because the next worker needs them too.
    this.started = this.post({ bytes });
  }

  /** @param {Wrong} why */
  fail(why) {
    this.dead = true;
    for (const { reject } of this.waiting.values()) reject(why);
    this.waiting.clear();
    this.rest();
  }

  /** Nothing is asked of it any more. @returns {Promise<void>} */
  idle() {
    return new Promise((resolve) => {
      this.resting.push(resolve);
      this.rest();
    });
  }

  rest() {
    // Whoever waited for the answer may ask again at once: they come first.
    setTimeout(() => {
      if (this.waiting.size > 0) return;
      for (const resolve of this.resting.splice(0)) resolve();
    });
  }

  /** Whether it does not come to an end of what it has in its time. @returns {Promise<boolean>} */
  late() {
    if (this.dead || this.waiting.size === 0) return Promise.resolve(false);
    return Promise.race([this.idle().then(() => false), new Promise((resolve) => { setTimeout(() => resolve(this.waiting.size > 0), this.patience); })]);
  }

  /** How long it may go on with what it has before it is ended [ms]. */
  get patience() {
    return [...this.waiting.values()].some(({ ask }) => RUNS.has(ask)) ? PATIENCE : LONG_PATIENCE;
  }

  /** @param {any} message @param {Transferable[]} [moved] @returns {Promise<any>} */
  post(message, moved = []) {
    if (this.dead) return Promise.reject(new Wrong('the model stopped'));
    // Questions may overlap, so each answer carries the number of its question.
    const number = this.next++;
    return new Promise((resolve, reject) => {
      this.waiting.set(number, { ask: message.question?.ask ?? '', resolve, reject });
      this.worker.postMessage({ number, ...message }, moved);
    });
  }

  /** @template {Question} Q @param {Q} question @param {Uint8Array} [body] @returns {Promise<{ ok: Answers[Q['ask']], body: Uint8Array }>} */
  ask(question, body) {
    // The bytes are moved and not copied, because records of many runs are large.
    return this.post({ question, body }, body ? [body.buffer] : []);
  }

  end() {
    this.worker.terminate();
    this.fail(new Stopped('stopped'));
  }
}

/**
 * A setting of the levers that was run: its runs stay with the clerk, and it is known by what was asked.
 * @typedef {{ number: number, levers: Levers, count: number, there: number, left: [number, number][], flying: Set<Promise<void>>, used: number }} Side
 */

/** Sides that are kept besides those that are wanted. */
const KEPT = 4;
/** Questions that run the model: in a scenario without end they have no end either. */
const RUNS = new Set(['replicate', 'round', 'replay', 'exercise', 'story']);
/** How long a worker may go on with one of these before it is ended [ms]. */
const PATIENCE = 400;
/** How long with any other question, which ends by itself: a machine may be busy, and a clerk that is ended loses what it has put together [ms]. */
const LONG_PATIENCE = 10_000;

/** The model, in as many workers as there are cores. */
export class Pool {
  /** @param {string} source @param {ArrayBuffer} bytes @param {Record<string, string>} pilots */
  constructor(source, bytes, pilots) {
    this.source = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
    this.bytes = bytes;
    this.pilots = { ...pilots };
    // Some browsers do not tell the number of cores. Eight at most is a choice.
    this.cores = Math.max(1, Math.min(navigator.hardwareConcurrency || 2, 8));
    /** @type {Scenario | null} */
    this.scenario = null;
    /** Each side by what was asked. @type {Map<string, Side>} */
    this.sides = new Map();
    this.next = 1;
    /** Normal times that are not found yet: the next round, and where it begins. @type {Map<string, { round: number, solved: NormalTimes }>} */
    this.begun = new Map();
    this.turn = 0;
    /** How often somebody stopped everything. */
    this.stops = 0;
    this.openings = 0;
    /** Every opening that was asked for, one after another; it never fails. @type {Promise<void>} */
    this.opening = Promise.resolve();
    /** Scenarios that the clerk has read. */
    this.known = 0;
    /** @type {Promise<void>} */
    this.halting = Promise.resolve();
    this.clerk = this.worker();
    this.runners = Array.from({ length: this.cores }, () => this.worker());
  }

  /** A worker that knows what is known. */
  worker() {
    const one = new Worker1(this.source, this.bytes);
    one.ready = one.started.then(() => one.ask({ ask: 'pilots', pilots: this.pilots }));
    one.ready.catch(() => {});
    return one;
  }

  get all() {
    return [this.clerk, ...this.runners];
  }

  get ready() {
    return Promise.all(this.all.map((one) => one.ready));
  }

  /** Somebody stops what is under way, and what waits. */
  halt() {
    this.stops += 1;
    return this.giveUp();
  }

  /**
   * Gives up whatever is under way, once for all who ask. Who does not come to an end soon is ended; what the clerk has put together is lost only
   * where the clerk itself does not.
   */
  giveUp() {
    this.turn += 1;
    this.halting = this.halting.then(() => this.halted());
    return this.halting;
  }

  async halted() {
    // The runners first: what one of them has finished in its last moment goes to the clerk, which is waited for after them. A clerk that is
    // looked at while it takes something in would be called late, and ended with all it has put together.
    const late = await Promise.all(this.runners.map((one) => one.late()));
    this.runners.forEach((one, n) => (late[n] || one.dead) && one.end());
    if (await this.clerk.late() || this.clerk.dead) {
      this.clerk.end();
      this.clerk = this.worker();
      this.sides.clear();
      await this.tell([this.clerk]);
    }
    const fresh = this.runners.map((one) => one.dead);
    this.runners = this.runners.map((one, n) => (fresh[n] ? this.worker() : one));
    await this.tell(this.runners.filter((_, n) => fresh[n]));
  }

  /** New workers hear of the scenario and of every side. @param {Worker1[]} workers */
  async tell(workers) {
    await Promise.all(workers.map(async (one) => {
      await one.ready;
      if (!this.scenario) return;
      await one.ask({ ask: 'open', ...this.scenario });
      for (const side of this.sides.values()) await one.ask({ ask: 'side', side: side.number, levers: side.levers, count: side.count });
    }));
  }

  /**
   * Opens a scenario. Openings come one after another, and of those that wait only the last is of any use. A run that is begun meanwhile
   * waits for them (`opened`): else it could ask some workers about the scenario that goes and others about the one that comes.
   * @param {Scenario} scenario @returns {Promise<Opened & { number: number }>} what is known of it, with `number`, by which its runs are asked for
   */
  open(scenario) {
    const place = ++this.openings;
    const mine = this.opening.then(() => {
      if (place !== this.openings) throw new Stopped('another scenario was opened');
      return this.opens(scenario);
    });
    this.opening = mine.then(() => {}, () => {});
    return mine;
  }

  /** @param {Scenario} scenario @returns {Promise<Opened & { number: number }>} */
  async opens(scenario) {
    await this.giveUp();
    await this.ready;
    let ok;
    try {
      ({ ok } = await this.clerk.ask({ ask: 'open', ...scenario }));
    } catch (error) {
      // What was open stays open.
      if (this.clerk.dead) await this.giveUp();
      throw error;
    }
    this.known += 1;
    this.scenario = scenario;
    this.sides.clear();
    await Promise.allSettled(this.runners.map((one) => one.ask({ ask: 'open', ...scenario })));
    // A new worker takes the place of one that is dead, and hears what is open.
    if (this.all.some((one) => one.dead)) await this.giveUp();
    return { ...ok, number: this.known };
  }

  /** Nobody is opening a scenario. */
  async opened() {
    for (let last; last !== this.opening;) {
      last = this.opening;
      await last;
    }
  }

  /** @template {Question} Q @param {Q} question @returns {Promise<Answers[Q['ask']]>} */
  async clerks(question) {
    const { known } = this;
    await this.opened();
    await this.halting;
    await this.ready;
    try {
      return (await this.clerk.ask(question)).ok;
    } catch (error) {
      // It was of a scenario that is not open any more.
      throw known === this.known ? error : new Stopped('another scenario was opened');
    }
  }

  /** The side of these levers, in the scenario that is open, where it has all its runs. @param {Levers} levers @param {number} count @returns {number | undefined} */
  whole(levers, count) {
    const side = this.sides.get(key(levers, count));
    return side && side.there >= count ? side.number : undefined;
  }

  /**
   * Normal times that these levers need and nobody has found: found once, by all workers together, and handed on to each.
   * @param {Levers} levers @param {() => boolean} current @param {(done: number, of: number) => void} tell
   */
  async normal(levers, current, tell) {
    for (;;) {
      const normal = await this.clerks({ ask: 'normal', levers });
      if (!normal || !current()) return;
      const sum = (/** @type {number[]} */ rounds) => rounds.reduce((all, one) => all + one, 0);
      const of = sum(normal.rounds);
      // Whole rounds of a run that was given up stand.
      let { round, solved } = this.begun.get(normal.key) ?? { round: 0, solved: normal.solved };
      let found = '';
      for (; round < normal.rounds.length; round += 1) {
        /** @type {Uint8Array[]} */
        const parts = [];
        const begins = solved;
        const replications = normal.rounds[round];
        const before = sum(normal.rounds.slice(0, round));
        let next = 0;
        await Promise.all(this.runners.map(async (one) => {
          while (next < replications && current()) {
            const from = next;
            next += 1;
            tell(before + parts.filter(Boolean).length, of);
            const { body } = await one.ask({ ask: 'round', levers, solved: begins, round, from, to: from + 1 });
            // The place orders the parts and not their arrival, because the order decides the bits of a sum.
            parts[from] = body;
          }
        }));
        if (!current()) return;
        const { ok } = await this.clerk.ask({ ask: 'take', levers, solved, round }, joined(parts));
        if (typeof ok === 'string') found = ok;
        else {
          solved = ok.solved;
          this.begun.set(normal.key, { round: round + 1, solved });
        }
      }
      this.begun.delete(normal.key);
      this.pilots[normal.key] = found;
      await Promise.all(this.runners.map((one) => one.ask({ ask: 'pilots', pilots: { [normal.key]: found } })));
    }
  }

  /**
   * The side of these levers, made where it is not there.
   * @param {Levers} levers @param {number} count @param {string[]} wanted keys of sides that must stay
   */
  async side(levers, count, wanted) {
    const known = this.sides.get(key(levers, count));
    if (known) return known;
    // The sides used last stay, because people go back and forth between a few settings.
    const idle = [...this.sides].filter(([name]) => !wanted.includes(name)).sort(([, a], [, b]) => b.used - a.used);
    for (const [name, { number }] of idle.slice(KEPT - 1)) {
      this.sides.delete(name);
      await Promise.all(this.all.map((one) => one.ask({ ask: 'forget', side: number })));
    }
    /** @type {Side} */
    const side = { number: this.next++, levers, count, there: 0, left: pieces(count, this.cores), flying: new Set(), used: this.turn };
    this.sides.set(key(levers, count), side);
    await Promise.all(this.all.map((one) => one.ask({ ask: 'side', side: side.number, levers, count })));
    return side;
  }

  /**
   * Runs a side and tells of it while it grows. What there is of it already is not run again.
   * @param {number} scenario the number of the opening that it is of @param {Levers} levers @param {number} count
   * @param {(view: View, finished: boolean) => void} tell
   * @param {(done: number, of: number) => void} [waits] told of what comes before the first run
   * @param {[Levers, number][]} [wanted] sides that must stay
   * @returns {Promise<boolean>} false where something else was begun meanwhile
   */
  async run(scenario, levers, count, tell, waits = () => {}, wanted = []) {
    const { stops } = this;
    await this.opened();
    if (scenario !== this.known || stops !== this.stops) return false;
    if (this.all.some((one) => one.dead)) await this.giveUp();
    // A later turn stops all earlier ones at their next step.
    const turn = ++this.turn;
    const current = () => turn === this.turn;
    try {
      return await this.whilst(current, levers, count, tell, waits, wanted);
    } catch (error) {
      // What goes wrong with a run that was given up is nobody's trouble.
      if (!current()) return false;
      throw error;
    }
  }

  /**
   * @param {() => boolean} current @param {Levers} levers @param {number} count @param {(view: View, finished: boolean) => void} tell
   * @param {(done: number, of: number) => void} waits @param {[Levers, number][]} wanted
   */
  async whilst(current, levers, count, tell, waits, wanted) {
    await this.halting;
    await this.ready;
    if (!current()) return false;
    await this.normal(levers, current, waits);
    if (!current()) return false;
    const side = await this.side(levers, count, wanted.map(([of, many]) => key(of, many)));
    side.used = this.turn;
    let busy = false;
    let shown = 0;
    const look = async () => {
      // One look at a time leaves the clerk free to take runs in. A single run has no interval to show.
      if (busy || side.there === shown || side.there < 2 || !current()) return;
      busy = true;
      shown = side.there;
      try {
        const { ok } = await this.clerk.ask({ ask: 'view', side: side.number });
        if (current()) tell(ok, false);
      } catch (error) {
        // A clerk that stopped fails the run itself, which is awaited: nobody awaits a look.
        if (!(error instanceof Wrong)) throw error;
      } finally {
        busy = false;
      }
    };
    const piece = async (/** @type {Worker1} */ one, /** @type {[number, number]} */ [from, to]) => {
      try {
        const { body } = await one.ask({ ask: 'replicate', side: side.number, from, to });
        const { ok } = await this.clerk.ask({ ask: 'gather', side: side.number }, body);
        side.there = ok;
      } catch (error) {
        // A piece that failed must go back into the list, or the side would never be whole.
        side.left.unshift([from, to]);
        throw error;
      }
      if (current()) look();
    };
    // Pieces that a run before this one began, and that is given up, come in too: they are awaited, not run again.
    while (current() && side.there < count) {
      await Promise.allSettled([...side.flying]);
      if (side.there < count && side.left.length === 0) throw new Wrong('some runs are missing: run it again');
      await Promise.all(this.runners.map(async (one) => {
        while (current()) {
          const next = side.left.shift();
          if (!next) return;
          const flight = piece(one, next);
          side.flying.add(flight);
          try {
            await flight;
          } finally {
            side.flying.delete(flight);
          }
        }
      }));
    }
    if (!current()) return false;
    const view = await this.clerks({ ask: 'view', side: side.number });
    if (!current()) return false;
    tell(view, true);
    return true;
  }
}

// The pairs are sorted, so that levers moved in another order give the same side.
/** @param {Levers} levers @param {number} count */
const key = (levers, count) => JSON.stringify([Object.entries(levers).sort(), count]);

/** The first come one by one, so that something is seen at once. @param {number} count @param {number} cores */
export function pieces(count, cores) {
  /** @type {[number, number][]} */
  const all = [];
  for (let from = 0; from < count;) {
    const to = Math.min(count, from + (from < 2 * cores ? 1 : 4));
    all.push([from, to]);
    from = to;
  }
  return all;
}

/** @param {Uint8Array[]} parts */
function joined(parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
