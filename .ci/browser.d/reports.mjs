// Opens each page named on the command line from disk, as a reader does, and fails where it is closed to someone: axe-core's
// rules, the keyboard, a phone, 200 % zoom, paper; or where it asks the network for anything.
// SHOTS=folder keeps pictures to look at.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import { start } from './chromium.mjs';
import { beyondPaper, brokenNumbers, faint, refused } from './sight.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];
const SIZES = [['desktop', 1280, 900], ['zoomed to 200 %', 640, 450], ['phone', 320, 640]];

/** @type {string[]} */
const problems = [];
/** @type {number[]} */
const slow = [];
const browser = await start();
// Two at a time: each page has a process of its own.
const left = process.argv.slice(2);
await Promise.all([0, 1].map(async () => {
  for (let path = left.shift(); path; path = left.shift()) await look(resolve(path));
}));
await browser.close();
console.log(`${process.argv.length - 2} pages; slowest first figure ${Math.max(...slow, 0).toFixed(0)} ms after opening`);
for (const problem of problems) console.error(problem);
process.exit(problems.length > 0 ? 1 : 0);

/** @param {string} path */
async function look(path) {
  const say = (/** @type {string} */ what) => problems.push(`${path}: ${what}`);
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  // In the end the page is made to ask, and its own policy holds.
  let tries = false;
  page.on('request', (request) => {
    const url = request.url();
    if (!tries && !url.startsWith('data:') && url !== pathToFileURL(path).href) say(`asks for ${url}`);
  });
  page.on('console', (message) => message.type() === 'error' && !tries && say(`console: ${message.text()}`));
  page.on('pageerror', (error) => say(`error: ${error.message}`));
  const begun = performance.now();
  await page.goto(pathToFileURL(path).href, { waitUntil: 'commit' });
  const figure = page.locator('.picture svg, .signs svg, main p').first();
  await figure.waitFor({ state: 'visible' });
  slow.push(performance.now() - begun);
  await page.waitForLoadState('load');
  await keyboard(page, say);
  for (const [name, width, height] of SIZES) {
    await page.setViewportSize({ width: Number(width), height: Number(height) });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wide > 0) say(`${name}: the page is ${wide} px wider than the window`);
    await barriers(page, String(name), say);
    if (process.env.SHOTS) {
      await page.screenshot({ path: shot(path, String(name)), fullPage: true });
    }
  }
  const pdf = await page.pdf({ format: 'A4', path: process.env.SHOTS ? shot(path, 'paper', 'pdf') : undefined });
  if (pdf.length < 10_000) say('does not print');
  await seen(page, path, say);
  tries = true;
  const held = await refused(page);
  if (!['connect-src', 'img-src', 'script-src-elem', 'style-src-elem'].every((rule) => held.includes(rule)) || held.includes('a foreign script ran')) {
    say(`its policy holds ${held.join(', ') || 'nothing'}`);
  }
  await page.close();
}

/** Numbers are in one piece on a phone and on paper; pictures can be seen where colours are forced.
 * @param {import('playwright-core').Page} page @param {string} path @param {(what: string) => void} say */
async function seen(page, path, say) {
  await page.setViewportSize({ width: 360, height: 740 });
  const small = await brokenNumbers(page);
  if (small.length > 0) say(`phone: a table breaks numbers apart: ${small.join('; ')}`);
  await page.setViewportSize({ width: 673, height: 960 });
  await page.emulateMedia({ media: 'print' });
  const paper = await brokenNumbers(page);
  if (paper.length > 0) say(`paper: a table breaks numbers apart: ${paper.join('; ')}`);
  const wide = await beyondPaper(page);
  if (wide.length > 0) say(`paper: wider than the paper: ${wide.slice(0, 3).join('; ')}`);
  if (process.env.SHOTS) await page.screenshot({ path: shot(path, 'paper-as-seen'), fullPage: true });
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ media: 'screen', forcedColors: 'active', colorScheme: 'dark' });
  const lost = await faint(page);
  if (lost.length > 0) say(`high contrast: ${lost.join('; ')}`);
  if (process.env.SHOTS) await page.screenshot({ path: shot(path, 'high contrast'), fullPage: true });
  await page.emulateMedia({ media: 'screen', forcedColors: 'none', colorScheme: 'light' });
}

/** @param {string} path @param {string} name @param {string} [ending] */
function shot(path, name, ending = 'png') {
  const page = `${basename(dirname(path))}-${basename(path, '.html')}-${name.replaceAll(/\W+/g, '-')}.${ending}`;
  return join(String(process.env.SHOTS), page);
}

/** The first key press reaches the skip link; everything that folds opens by key; nothing traps the focus.
 * @param {import('playwright-core').Page} page @param {(what: string) => void} say */
async function keyboard(page, say) {
  await page.keyboard.press('Tab');
  const first = await page.evaluate(() => document.activeElement?.className);
  if (first !== 'skip') say('the first key press does not reach the skip link');
  await page.keyboard.press('Enter');
  await page.waitForURL(/#main$/, { timeout: 5000 }).catch(() => say('the skip link leads nowhere'));
  const folded = page.locator('details > summary');
  for (let n = 0; n < (await folded.count()); n += 1) {
    await folded.nth(n).focus();
    await page.keyboard.press('Enter');
    if (!(await folded.nth(n).evaluate((summary) => summary.parentElement?.hasAttribute('open')))) {
      say(`what folds at "${await folded.nth(n).textContent()}" does not open by key`);
    }
    // Tables are all made by one template: two that are open stand for the rest, whose cells would take minutes.
    if (n > 2) await page.keyboard.press('Enter');
  }
}

/** @param {import('playwright-core').Page} page @param {string} name @param {(what: string) => void} say */
async function barriers(page, name, say) {
  await page.evaluate(AXE);
  const found = await page.evaluate(
    // @ts-expect-error axe is there once its text has been run.
    (tags) => window.axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] }),
    TAGS,
  );
  for (const violation of found.violations) {
    const where = violation.nodes.slice(0, 3).map((/** @type {{ target: string[] }} */ node) => node.target.join(' ')).join('; ');
    say(`${name}: ${violation.id}: ${violation.help} (${where})`);
  }
}
