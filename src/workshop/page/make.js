// Elements from their parts. Text is text: nothing a scenario says becomes markup.

const SVG = 'http://www.w3.org/2000/svg';

/**
 * @param {string} name @param {Record<string, any>} [has] @param {...(Node | string | null | undefined)} parts
 * @returns {HTMLElement}
 */
export function make(name, has = {}, ...parts) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(has)) {
    // A listener is set and not an attribute, because the page's policy forbids scripts in markup.
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, '');
    else if (value !== false && value != null) element.setAttribute(key, String(value));
  }
  element.append(...parts.filter((part) => part != null));
  return element;
}

/** @param {string} name @param {Record<string, any>} [has] @param {...(Node | string)} parts @returns {SVGElement} */
export function draw(name, has = {}, ...parts) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(has)) element.setAttribute(key, String(value));
  element.append(...parts);
  return element;
}

/** @param {string} id @returns {HTMLElement} */
export function by(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no ${id}`);
  return found;
}

/** Puts these in place of what was there. @param {HTMLElement} where @param {...(Node | string | null | undefined)} parts */
export function fill(where, ...parts) {
  where.replaceChildren(...parts.filter((part) => part != null));
}

/** A picture that the model's library drew: its own markup, of numbers only. @param {string} svg @returns {Node} */
export function picture(svg) {
  const read = new DOMParser().parseFromString(svg.replace('<svg ', `<svg xmlns="${SVG}" `), 'image/svg+xml');
  return document.importNode(read.documentElement, true);
}

/** Whether a cell holds a number, with what belongs to it: its parts stand on one line. @param {string} cell */
export const isNumber = (cell) => /^[+−–-]?\d/.test(cell) && cell.length <= 32;

/**
 * @param {string} caption @param {string[]} columns @param {string[][]} rows @param {string} [kind] `words` where the last column is words
 * @returns {HTMLElement}
 */
export function table(caption, columns, rows, kind = '') {
  const head = make('tr', {}, ...columns.map((column) => (column ? make('th', { scope: 'col' }, column) : make('td'))));
  const body = rows.map(([first, ...rest]) =>
    make('tr', {}, make('th', { scope: 'row' }, first), ...rest.map((cell) => make('td', { class: isNumber(cell) ? 'number' : null }, cell))));
  return make('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption },
    make('table', { class: kind }, make('caption', {}, caption), make('thead', {}, head), make('tbody', {}, ...body)));
}
