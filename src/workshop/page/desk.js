// You are the duty manager: referrals one by one, room for so many, and afterwards what nobody could see.
import { draw, fill, make, table } from './make.js';

/** @import { Card, Exercise } from './protocol.js' */

/** @param {HTMLElement} where @param {Exercise} exercise @param {() => void} another */
export function begin(where, exercise, another) {
  /** @type {boolean[]} */
  const decided = [];
  const { referrals, room } = exercise;
  const show = () => {
    const n = decided.length;
    if (n === referrals.length) return reveal(where, exercise, decided, another);
    const left = room - decided.filter(Boolean).length;
    const card = referrals[n];
    const must = left === 0;
    const accept = make('button', { type: 'button', id: 'accept', disabled: must, 'aria-keyshortcuts': 'A', onclick: () => decide(true) }, 'Accept (A)');
    const close = make('button', { type: 'button', id: 'close', 'aria-keyshortcuts': 'C', onclick: () => decide(false) }, 'Close (C)');
    const back = make('button', { type: 'button', id: 'back', class: 'quiet', disabled: n === 0, onclick: () => { decided.pop(); show(); } }, 'Back');
    const heading = make('h3', { tabindex: -1 }, `Referral ${n + 1} of ${referrals.length}`);
    fill(where,
      make('p', { class: 'lead' }, exercise.about),
      make('div', { class: 'card', id: 'card' }, heading, make('ul', {}, ...card.facts.map((fact) => make('li', {}, fact))), gauge(card), make('p', {}, `${card.looks_in_words}.`)),
      make('p', { class: 'room', role: 'status' }, must ? 'There is no room left: the others are closed.' : `Room for ${left} more; ${referrals.length - n} referrals to decide.`),
      make('div', { class: 'bar decide' }, accept, close, back));
    heading.focus({ preventScroll: true });
    inView(where, n > 0);
  };
  const decide = (/** @type {boolean} */ yes) => {
    // The key works even when the button is switched off.
    if (yes && decided.filter(Boolean).length >= room) return;
    decided.push(yes);
    show();
  };
  where.onkeydown = (event) => {
    // A key that is held decides once: the next referral has not been read.
    if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || decided.length === referrals.length) return;
    if (event.key === 'a' || event.key === 'A') decide(true);
    if (event.key === 'c' || event.key === 'C') decide(false);
  };
  show();
}

/** On a small screen the buttons stand over the page: all that is decided by is above them. @param {HTMLElement} where @param {boolean} read whether what it is about has been read */
function inView(where, read) {
  const [card, room, buttons] = ['.card', '.room', '.decide'].map((part) => where.querySelector(part));
  const hidden = card && room && buttons && room.getBoundingClientRect().bottom > buttons.getBoundingClientRect().top;
  if (read && hidden) card.scrollIntoView({ block: 'start' });
}

/** How worrying it looks among a hundred, and from where to where it could as well be. @param {Card} card */
function gauge(card) {
  const x = (/** @type {number} */ value) => 10 + value * 4;
  return draw('svg', { viewBox: '0 0 420 46', class: 'gauge', 'aria-hidden': 'true', focusable: 'false' },
    draw('line', { x1: x(0), x2: x(100), y1: 18, y2: 18, class: 'edge', stroke: '#6f777b', 'stroke-width': 2 }),
    draw('line', { x1: x(card.spread[0]), x2: x(card.spread[1]), y1: 18, y2: 18, class: 'mark', stroke: '#12436D', 'stroke-width': 8, opacity: 0.45 }),
    draw('circle', { cx: x(card.looks), cy: 18, r: 8, class: 'dot', fill: '#12436D' }),
    draw('text', { x: 10, y: 42, 'font-size': 12 }, 'looks least worrying'),
    draw('text', { x: 410, y: 42, 'text-anchor': 'end', 'font-size': 12 }, 'most worrying'));
}

/** @param {HTMLElement} where @param {Exercise} exercise @param {boolean[]} decided @param {() => void} another */
function reveal(where, exercise, decided, another) {
  const { referrals } = exercise;
  const high = referrals.filter((one) => one.high).length;
  const counted = (/** @type {(one: Card, n: number) => boolean} */ of) => referrals.filter((one, n) => one.high && of(one, n)).length;
  const [mine, rules] = [counted((_, n) => decided[n]), counted((one) => one.accepted)];
  const of = `of the ${high} ${high === 1 ? 'child' : 'children'} at high risk`;
  const words = (/** @type {boolean} */ yes) => (yes ? 'accepted' : 'closed');
  const rows = referrals.map((one, n) => [`Referral ${n + 1}`, words(decided[n]), words(one.accepted), one.high ? 'yes' : 'no', one.alike]);
  const heading = make('h3', { tabindex: -1 }, 'What nobody could see');
  fill(where, heading,
    make('p', { class: 'lead', id: 'revealed' }, high === 0
      ? 'None of these children was at high risk: a week like any other, and nobody could know.'
      : `You accepted ${mine} ${of}; the rule, with the same room or more, ${rules}.`),
    make('p', {}, exercise.certainty),
    table('Your decisions beside the rule’s, and what was so', ['', 'you', 'the rule', 'at high risk', 'how certain one could have been'], rows, 'words'),
    make('div', { class: 'bar' }, make('button', { type: 'button', id: 'another', onclick: another }, 'Another week')));
  heading.focus({ preventScroll: true });
}
