// The same seeds on the command line and in the page: the same numbers. Means agree to the last digit; the half-width of an interval
// to twelve digits, since Student's t takes logarithms from the system's own library.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { start } from './chromium.mjs';

const [program, page] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'engine-'));
/** @type {string[]} */
const wrong = [];

/** What the command line finds. @param {string} file @param {number} count */
function native(file, count) {
  const out = join(folder, 'run');
  const text = execFileSync(program, [file, '--replications', String(count), '--json', '--quiet', '--no-plots', '--force', '--out', out], { maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] });
  return JSON.parse(String(text)).headline;
}

/** @param {string} where @param {any} headline @param {[string, number, number | null][]} exact */
function compare(where, headline, exact) {
  let same = 0;
  for (const [id, mean, half] of exact) {
    const found = headline[id];
    const near = (/** @type {number | null} */ a, /** @type {number | null} */ b) => a === b || (a != null && b != null && Math.abs(a - b) <= 1e-12 * Math.abs(b));
    if (!found || found.mean !== mean || !near(half, found.half_width)) wrong.push(`${where}: ${id} is ${mean} ± ${half}, natively ${found?.mean} ± ${found?.half_width}`);
    else same += 1;
  }
  if (same === 0) wrong.push(`${where}: nothing was compared`);
  return same;
}

const browser = await start();
const tab = await browser.newPage();
await tab.goto(pathToFileURL(page).href);
await tab.waitForFunction(() => document.documentElement.dataset.finished, null, { timeout: 120_000 });
const exact = JSON.parse((await tab.evaluate(() => document.documentElement.dataset.exact)) ?? '[]');
console.log(`the page: ${compare('the page', native('scenarios/workshop.toml', 100), exact)} headline numbers as on the command line`);
await browser.close();
rmSync(folder, { recursive: true });
for (const one of wrong) console.error(one);
process.exit(wrong.length > 0 ? 1 : 0);
