// One year as moving dots: each dot is a child with an open case, in the box where the case stands. Hollow waits for somebody.
import { make, fill } from './make.js';
import { layout } from './pathway.js';

/**
 * @import { Film, Place } from './protocol.js'
 * @import { Box } from './pathway.js'
 *
 * A child's dot: which box it belongs to, what is so of the child, and where the dot is.
 * @typedef {{ place: number, waits: boolean, high: boolean, missed: boolean, found: boolean, x: number, y: number }} Dot
 */

const [ENTER, ALLOCATED, ENTER_AND_WAIT, CLOSED, HARMED, HIGH, NOT_HIGH, MISSED, FOUND] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
const HEAD = 34;
/** The most that a picture moves on at once [ms]: what a sleeping computer missed is not caught up with. */
const MOST = 100;

/** A replay in a part of the page. */
export class Replay {
  /** @param {HTMLElement} where @param {Film} film @param {Place[]} places */
  constructor(where, film, places) {
    this.film = film;
    this.places = places;
    this.day = 0;
    this.playing = false;
    this.shown = false;
    this.next = 0;
    /** @type {Dot[]} */
    this.children = Array.from({ length: film.children }, () => blank());
    this.harmed = 0;
    /** @type {Box[]} */
    this.boxes = [];
    this.wide = 1;
    this.high = 1;
    this.zoom = 1;
    this.ratio = 1;
    this.canvas = /** @type {HTMLCanvasElement} */ (make('canvas', { role: 'img', 'aria-label': 'The pathway with a dot for each child; the table below has the counts' }));
    this.date = make('p', { class: 'date' });
    this.said = make('p', { class: 'note' });
    this.counts = make('tbody');
    this.play = make('button', { type: 'button', id: 'play', onclick: () => this.toggle() }, 'Play');
    this.slider = /** @type {HTMLInputElement} */ (make('input', { type: 'range', id: 'day', min: 0, max: film.days, value: 0, oninput: () => this.seek(Number(this.slider.value)) }));
    this.speed = /** @type {HTMLSelectElement} */ (make('select', { id: 'speed' }, ...Object.entries({ slow: 4, usual: 12, fast: 40 }).map(([word, days]) => make('option', { value: days, selected: days === 12 }, word))));
    const reveal = make('input', { type: 'checkbox', id: 'reveal', onchange: (/** @type {Event} */ { target }) => { this.shown = /** @type {HTMLInputElement} */ (target).checked; this.paint(true); } });
    fill(where,
      make('div', { class: 'bar' }, this.play,
        make('button', { type: 'button', id: 'step', onclick: () => { this.pause(); this.seek(Math.min(film.days, Math.floor(this.day) + 1)); } }, 'One day on'),
        make('button', { type: 'button', id: 'again', onclick: () => { this.pause(); this.seek(0); } }, 'From the start'),
        make('label', {}, 'Speed ', this.speed),
        make('label', { class: 'check' }, reveal, ' Show who is at high risk')),
      make('div', { class: 'bar days' }, this.date, make('label', { class: 'grow' }, make('span', { class: 'for-readers' }, 'Day of the year '), this.slider)),
      make('div', { class: 'stage', tabindex: 0, role: 'region', 'aria-label': 'Replay' }, this.canvas),
      this.said,
      make('p', { class: 'note' }, film.about),
      make('details', {}, make('summary', {}, 'How many are where'),
        make('table', { class: 'counts numbers' }, make('thead', {}, make('tr', {}, make('td'), ...['children', 'of them waiting'].map((word) => make('th', { scope: 'col' }, word)))), this.counts)));
    this.measure();
    this.seek(0);
    new ResizeObserver(() => { this.measure(); this.paint(true); }).observe(this.canvas.parentElement ?? this.canvas);
  }

  measure() {
    const { boxes, width, height } = layout(this.places, 84);
    const ratio = window.devicePixelRatio || 1;
    this.boxes = boxes;
    this.wide = width;
    this.high = height;
    // So wide that dots can be told apart; a narrow window scrolls.
    const room = Math.max(720, this.canvas.parentElement?.clientWidth || 960);
    this.zoom = room / width;
    this.canvas.style.width = `${room}px`;
    this.canvas.style.height = `${height * this.zoom}px`;
    this.canvas.width = Math.round(room * ratio);
    this.canvas.height = Math.round(height * this.zoom * ratio);
    this.ratio = ratio;
  }

  toggle() {
    if (this.playing) this.pause();
    else this.go();
  }

  pause() {
    this.playing = false;
    this.play.textContent = 'Play';
    this.paint(true);
  }

  go() {
    if (this.day >= this.film.days) this.seek(0);
    this.playing = true;
    this.play.textContent = 'Pause';
    let before = performance.now();
    const frame = (/** @type {number} */ now) => {
      // The film ends when the step shows something else.
      if (!this.playing || !this.canvas.isConnected) return;
      this.forward(Math.min(this.film.days, this.day + (Math.min(now - before, MOST) / 1000) * Number(this.speed.value)));
      before = now;
      this.paint(false);
      if (this.day >= this.film.days) this.pause();
      else requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }

  /** @param {number} day */
  seek(day) {
    // Moves only go forwards. A step back tells them all again from the first day.
    if (day < this.day || day === 0) {
      this.children = this.children.map(() => blank());
      this.next = 0;
      this.harmed = 0;
    }
    this.day = day;
    this.forward(day);
    this.paint(true);
  }

  /** @param {number} day */
  forward(day) {
    const { moves } = this.film;
    this.day = day;
    while (this.next < moves.length && moves[this.next] <= day) {
      this.move(this.children[moves[this.next + 1]], moves[this.next + 2], moves[this.next + 3]);
      this.next += 4;
    }
    this.slider.value = String(Math.floor(day));
  }

  /** @param {Dot} child @param {number} what @param {number} place */
  move(child, what, place) {
    if (what === ENTER || what === ENTER_AND_WAIT) {
      child.waits = what === ENTER_AND_WAIT;
      child.place = place;
    } else if (what === ALLOCATED) child.waits = false;
    else if (what === CLOSED) child.place = -1;
    else if (what === HARMED) {
      child.place = -1;
      this.harmed += 1;
    } else if (what === HIGH) child.high = true;
    else if (what === NOT_HIGH) child.high = false;
    else if (what === MISSED) child.missed = true;
    else if (what === FOUND) child.found = true;
  }

  /** @param {boolean} atOnce whether dots stand where they belong, or are on their way */
  paint(atOnce) {
    const pen = this.canvas.getContext('2d');
    if (!pen) return;
    const scale = this.zoom * this.ratio;
    // The drawing uses the units of the sheet, whatever the width of the window and the pixels of the screen.
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    pen.clearRect(0, 0, this.wide, this.high);
    /** @type {Dot[][]} */
    const inside = this.places.map(() => []);
    for (const child of this.children) if (child.place >= 0) inside[child.place].push(child);
    pen.textBaseline = 'alphabetic';
    inside.forEach((children, place) => {
      const { x, y, w, h } = this.boxes[place];
      const { name, protective } = this.places[place];
      pen.lineWidth = protective ? 2.5 : 1.2;
      pen.strokeStyle = protective ? '#12436D' : '#6f777b';
      pen.strokeRect(x, y, w, h);
      pen.fillStyle = '#0b0c0c';
      pen.font = '700 12px "Open Sans", Arial, sans-serif';
      pen.fillText(name.length > 24 ? `${name.slice(0, 23)}…` : name, x + 6, y + 15);
      pen.font = '11.5px "Open Sans", Arial, sans-serif';
      pen.fillText(String(children.length), x + 6, y + 29);
      const room = (w - 12) * (h - HEAD - 6);
      let step = Math.min(9, Math.sqrt(room / Math.max(1, children.length)));
      const fits = () => Math.ceil(children.length / Math.max(1, Math.floor((w - 12) / step))) * step <= h - HEAD - 4;
      // Rows are whole, so an even share of the room may leave the last row outside the box.
      while (step > 1 && !fits()) step *= 0.97;
      const across = Math.max(1, Math.floor((w - 12) / step));
      children.forEach((child, n) => {
        const to = { x: x + 6 + (n % across) * step + step / 2, y: y + HEAD + Math.floor(n / across) * step + step / 2 };
        const fresh = child.x < 0;
        // A dot covers a quarter of its way at each picture and so slows down as it arrives. A new dot starts in
        // its place.
        const share = atOnce || fresh ? 1 : 0.25;
        child.x = fresh ? to.x : child.x + (to.x - child.x) * share;
        child.y = fresh ? to.y : child.y + (to.y - child.y) * share;
        dot(pen, child, Math.max(1.2, step * 0.36), this.shown);
      });
    });
    this.date.textContent = this.film.labels[Math.floor(this.day)] ?? '';
    const high = this.children.filter((child) => child.high && child.place >= 0).length;
    this.said.textContent = this.shown
      ? `Filled diamonds: ${high} children at high risk with an open case; ringed, once the time has run out. Children who came to serious harm so far: ${this.harmed}.`
      : 'Each dot is a child with an open case; a hollow one waits for somebody. Nobody can see who is at high risk.';
    // The table is made once a week of the film. At every picture it would slow the film down, and nobody could
    // read it.
    if (atOnce || Math.floor(this.day) % 7 === 0) {
      fill(this.counts, ...inside.map((children, place) => make('tr', {}, make('th', { scope: 'row' }, this.places[place].name),
        make('td', {}, String(children.length)), make('td', {}, String(children.filter((child) => child.waits).length)))));
    }
  }
}

function blank() {
  return { place: -1, waits: false, high: false, missed: false, found: false, x: -1, y: -1 };
}

/** @param {CanvasRenderingContext2D} pen @param {Dot} child @param {number} size @param {boolean} shown */
function dot(pen, child, size, shown) {
  const { x, y } = child;
  pen.beginPath();
  if (shown && child.high) {
    const r = Math.max(3, size * 1.7);
    pen.moveTo(x, y - r);
    pen.lineTo(x + r, y);
    pen.lineTo(x, y + r);
    pen.lineTo(x - r, y);
    pen.closePath();
    pen.fillStyle = '#801650';
    pen.fill();
    if (child.missed && !child.found) {
      pen.strokeStyle = '#0b0c0c';
      pen.lineWidth = 1.4;
      pen.stroke();
    }
    return;
  }
  pen.arc(x, y, size, 0, 2 * Math.PI);
  if (child.waits) {
    pen.strokeStyle = '#28607a';
    pen.lineWidth = 1;
    pen.stroke();
  } else {
    pen.fillStyle = '#28607a';
    pen.fill();
  }
}
