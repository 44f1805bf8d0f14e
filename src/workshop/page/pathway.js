// The pathway as boxes: where each stands. The picture of the first screen and the replay share it.
import { draw, make } from './make.js';

/**
 * @import { Place } from './protocol.js'
 *
 * Where a box stands on a sheet.
 * @typedef {{ x: number, y: number, w: number, h: number }} Box
 */

const [WIDE, HIGH, GAP, BETWEEN, MARGIN] = [168, 62, 22, 44, 10];

/**
 * Places of the boxes on a sheet, and its size.
 * @param {Place[]} places @param {number} [high] @returns {{ boxes: Box[], width: number, height: number }}
 */
export function layout(places, high = HIGH) {
  /** @type {number[]} */
  const below = [];
  const boxes = places.map(({ column }) => {
    below[column] ??= MARGIN;
    const box = { x: MARGIN + column * (WIDE + BETWEEN), y: below[column], w: WIDE, h: high };
    below[column] += high + GAP;
    return box;
  });
  const columns = Math.max(0, ...places.map(({ column }) => column)) + 1;
  const height = Math.max(...below.filter((y) => y != null)) - GAP + MARGIN;
  for (const box of boxes) {
    const column = Math.round((box.x - MARGIN) / (WIDE + BETWEEN));
    box.y += (height - MARGIN - (below[column] - GAP)) / 2;
  }
  return { boxes, width: 2 * MARGIN + columns * WIDE + (columns - 1) * BETWEEN, height };
}

/** The pathway as a picture and in words. @param {Place[]} places @param {string[]} [counts] @returns {Node[]} */
export function diagram(places, counts) {
  return [make('div', { class: 'sheet-picture' }, boxes(places, counts)), inWords(places, counts)];
}

/** The same for who does not see the picture, or not all of it. @param {Place[]} places @param {string[]} [counts] */
function inWords(places, counts) {
  const item = (/** @type {Place} */ place, /** @type {number} */ n) => {
    const to = place.leads_to.filter((other) => other !== n).map((other) => places[other].name);
    return make('li', {}, make('b', {}, place.name), [
      counts ? `: ${counts[n]} children enter` : '',
      place.team ? `${counts ? '; ' : ': '}the ${place.team} team` : '',
      place.protective ? '; a child here is protected' : '',
      to.length > 0 ? `; leads to ${to.join(', ')}` : '; leads nowhere further',
      '.',
    ].join(''));
  };
  return make('details', {}, make('summary', {}, 'The pathway in words'), make('ol', {}, ...places.map(item)));
}

/** @param {Place[]} places @param {string[]} [counts] @returns {SVGElement} */
function boxes(places, counts) {
  const { boxes: at, width, height } = layout(places);
  const arrows = places.flatMap((place, from) => place.leads_to.filter((to) => to !== from).map((to) => arrow(at[from], at[to])));
  const shown = places.flatMap((place, n) => {
    const { x, y, w, h } = at[n];
    const edge = place.protective ? { stroke: '#12436D', 'stroke-width': 3 } : { stroke: '#6f777b', 'stroke-width': 1.5 };
    return [
      draw('rect', { class: place.protective ? 'box protects' : 'box', x, y, width: w, height: h, rx: 4, fill: '#fff', ...edge }),
      draw('text', { x: x + 9, y: y + 20, 'font-weight': 700, 'font-size': 13.5 }, short(place.name, 21)),
      draw('text', { x: x + 9, y: y + 37, 'font-size': 12 }, place.protective ? 'protects' : short(place.team ? `${place.team} team` : '', 26)),
      draw('text', { x: x + 9, y: y + 54, 'font-size': 12.5, 'font-weight': 700, fill: '#12436D' }, counts ? counts[n] : ''),
    ];
  });
  return draw('svg', { viewBox: `0 0 ${width + 14} ${height}`, role: 'img', 'aria-label': `The pathway: ${places.length} boxes with arrows between them. The list below says the same in words.`, focusable: 'false' }, ...arrows, ...shown);
}

/** @param {string} words @param {number} most */
function short(words, most) {
  return words.length > most ? `${words.slice(0, most - 1)}…` : words;
}

/** Onwards from side to side; back, or beside, in a lighter line. @param {Box} from @param {Box} to */
function arrow(from, to) {
  const [y0, y1] = [from.y + from.h / 2, to.y + to.h / 2];
  const bend = BETWEEN / 2;
  if (to.x > from.x) {
    const [x0, x1] = [from.x + from.w, to.x];
    return draw('path', { d: `M${x0} ${y0}C${x0 + bend} ${y0} ${x1 - bend} ${y1} ${x1} ${y1}`, class: 'edge', fill: 'none', stroke: '#868c8f', 'stroke-width': 1.5 });
  }
  const [x0, x1] = [to.x < from.x ? from.x : from.x + from.w, to.x + to.w];
  const side = to.x < from.x ? -bend : bend;
  return draw('path', { d: `M${x0} ${y0}C${x0 + side} ${y0} ${x1 + bend} ${y1} ${x1} ${y1}`, class: 'edge', fill: 'none', stroke: '#b8bdc0', 'stroke-width': 1.5, 'stroke-dasharray': '4 4' });
}
