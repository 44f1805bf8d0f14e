// The same seeds natively, in each engine that is named, and in the page: the same numbers. Means agree to the last digit; the
// half-width of an interval to twelve digits, since Student's t takes logarithms from the system's own library.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { start } from './chromium.mjs';

const [program, page, ...engines] = process.argv.slice(2);
/** @type {[string, number][]} */
const CASES = [['scenarios/workshop.toml', 100], ['tests/fixtures/everything.toml', 12], ['tests/fixtures/small.toml', 40]];
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

for (const engine of engines) {
  const { instance } = await WebAssembly.instantiate(readFileSync(engine), {});
  const exports = /** @type {any} */ (instance.exports);
  /** @param {import('../../src/workshop/page/protocol.js').Question} question */
  const ask = (question, body = new Uint8Array()) => {
    const line = new TextEncoder().encode(`${JSON.stringify(question)}\n`);
    const place = exports.question(line.length + body.length);
    const room = new Uint8Array(exports.memory.buffer, place, line.length + body.length);
    room.set(line);
    room.set(body, line.length);
    const size = exports.ask();
    const bytes = new Uint8Array(exports.memory.buffer, exports.answer(), size).slice();
    const end = bytes.indexOf(10);
    const answer = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end)));
    if ('wrong' in answer) throw new Error(answer.wrong);
    return [answer.ok, bytes.slice(end + 1)];
  };
  for (const [file, count] of CASES) {
    const small = { from: file, wanted: 'small.toml', name: 'small.toml', text: readFileSync('tests/fixtures/small.toml', 'utf8') };
    ask({ ask: 'open', name: file, text: readFileSync(file, 'utf8'), others: [small] });
    ask({ ask: 'side', side: 1, count });
    const begun = performance.now();
    const [, records] = ask({ ask: 'replicate', side: 1, from: 0, to: count });
    const took = performance.now() - begun;
    ask({ ask: 'gather', side: 1 }, records);
    const [view] = ask({ ask: 'view', side: 1 });
    const same = compare(`${engine}, ${file}`, native(file, count), view.exact);
    console.log(`${file}: ${same} headline numbers as on the command line; ${(took / count).toFixed(1)} ms a run on one core`);
  }
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
