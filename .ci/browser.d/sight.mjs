// What an eye would stumble over: numbers broken over two lines, and what cannot be told from the ground it stands on.

/** Cells whose number stands on more than one line. @param {import('playwright-core').Page} page @returns {Promise<string[]>} */
export const brokenNumbers = (page) => page.evaluate(() => {
  /** @type {string[]} */
  const broken = [];
  for (const cell of document.querySelectorAll('td')) {
    const text = (cell.textContent ?? '').trim();
    if (!/^[+−–-]?\d/.test(text) || text.length > 32 || cell.getClientRects().length === 0) continue;
    const range = document.createRange();
    range.selectNodeContents(cell);
    const tops = [...range.getClientRects()].filter((part) => part.width > 0).map((part) => part.top);
    if (Math.max(...tops) - Math.min(...tops) > 4) broken.push(text);
  }
  return broken.slice(0, 3);
});

/** Tables whose cells stand on one another or beyond their paper. @param {import('playwright-core').Page} page @returns {Promise<string[]>} */
export const beyondPaper = (page) => page.evaluate(() => {
  const wide = document.documentElement.clientWidth;
  const tables = [...document.querySelectorAll('table')].filter((table) => table.getClientRects().length > 0);
  return tables.filter((table) => table.getBoundingClientRect().right > wide + 1)
    .map((table) => `${table.querySelector('caption')?.textContent ?? 'a table'} (${Math.round(table.getBoundingClientRect().right - wide)} px)`);
});

/**
 * Lines, marks, boxes and letters of pictures that cannot be told from what is behind them.
 * @param {import('playwright-core').Page} page @returns {Promise<string[]>}
 */
export const faint = (page) => page.evaluate(() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgb = (/** @type {string} */ colour) => {
    if (!canvas || !colour || colour === 'none' || colour.startsWith('url')) return null;
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = '#000';
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return a < 20 ? null : [r, g, b];
  };
  const light = (/** @type {number[]} */ parts) => {
    const [r, g, b] = parts.map((part) => (part / 255 <= 0.03928 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (/** @type {number[]} */ one, /** @type {number[]} */ other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  // A number that stands in a bar: the last box drawn under its middle.
  const bar = (/** @type {Element} */ text) => {
    const { left, right, top, bottom } = text.getBoundingClientRect();
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    /** @type {number[] | null} */
    let under = null;
    for (const box of text.closest('svg')?.querySelectorAll('rect') ?? []) {
      if (!(box.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING)) continue;
      const at = box.getBoundingClientRect();
      const fill = at.left <= x && x <= at.right && at.top <= y && y <= at.bottom ? rgb(getComputedStyle(box).fill) : null;
      under = fill ?? under;
    }
    return under;
  };
  const ground = (/** @type {Element} */ element) => {
    const boxed = element.tagName === 'text' && bar(element);
    if (boxed) return boxed;
    const box = element.tagName === 'text' ? element.closest('.sheet-picture, .sheet')?.querySelector('rect') : null;
    const own = box && rgb(getComputedStyle(box).fill);
    if (own) return own;
    for (let at = element.parentElement; at; at = at.parentElement) {
      const found = rgb(getComputedStyle(at).backgroundColor);
      if (found) return found;
    }
    // What a browser paints where nobody paints anything.
    const probe = document.body.appendChild(document.createElement('div'));
    probe.style.backgroundColor = 'Canvas';
    const found = rgb(getComputedStyle(probe).backgroundColor) ?? [255, 255, 255];
    probe.remove();
    return found;
  };
  /** @type {string[]} */
  const out = [];
  for (const element of document.querySelectorAll('svg line, svg path, svg circle, svg polyline, svg text, svg rect.box, .sheet rect')) {
    if (element.getClientRects().length === 0 || element.closest('defs, clipPath')) continue;
    const style = getComputedStyle(element);
    const behind = ground(element);
    const paints = [rgb(style.fill), rgb(style.stroke)].filter((one) => one !== null);
    if (element.tagName === 'line') paints.shift();
    // A picture for white leaves white around its lines.
    const halo = behind.every((part) => part === 255) && paints.every((one) => one.every((part) => part === 255));
    if (paints.length === 0 || (halo && element.tagName !== 'text')) continue;
    const best = Math.max(...paints.map((one) => contrast(one, behind)));
    if (best < (element.tagName === 'text' ? 4.5 : 1.25)) {
      out.push(`${element.tagName} ${(element.textContent ?? '').slice(0, 20)} ${style.fill} ${style.stroke} on ${behind} (${best.toFixed(2)})`);
    }
  }
  return [...new Set(out)].slice(0, 3);
});

/**
 * What the page's own policy keeps it from: a request to a network, a script that is not its own.
 * @param {import('playwright-core').Page} page @returns {Promise<string[]>} the rules that held
 */
export const refused = (page) => page.evaluate(async () => {
  /** @type {string[]} */
  const held = [];
  document.addEventListener('securitypolicyviolation', (event) => held.push(event.effectiveDirective));
  await fetch('https://example.org/').catch(() => {});
  const picture = new Image();
  picture.src = 'https://example.org/x.png';
  const script = document.createElement('script');
  script.textContent = 'window.foreign = true';
  document.head.append(script);
  const style = document.createElement('style');
  style.textContent = 'body { display: none }';
  document.head.append(style);
  await new Promise((resolve) => { setTimeout(resolve, 100); });
  // @ts-expect-error a script that ran would have left it.
  if (window.foreign) held.push('a foreign script ran');
  return held.sort();
});
