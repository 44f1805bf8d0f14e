// The workshop's page in a real browser, as a trainer uses it: by mouse, by touch and by key; every lever, run, comparison, replay,
// exercise, story and download; a hostile scenario; a projector, a phone, 200 % zoom; axe-core on every step.
// SHOTS=folder keeps pictures to look at.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { start } from './chromium.mjs';
import { steady } from './steady.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];
const STEPS = ['question', 'levers', 'run', 'happened', 'compare', 'replay', 'desk', 'story', 'away', 'guide'];
const SIZES = [['projector', 1280, 720], ['zoomed to 200 %', 640, 360], ['phone', 360, 640]];
const [path, hostile, ...reports] = process.argv.slice(2);
const url = pathToFileURL(path).href;

/** @type {string[]} */
const problems = [];
const browser = await start();

/** @param {boolean} holds @param {string} what */
const check = (holds, what) => holds || problems.push(what);

/** @param {any} [options] @param {string} [where] @param {string} [begin] @param {(() => void) | string} [before] @param {boolean} [tries] whether it will be made to ask */
async function open(options = {}, where = url, begin = '', before = undefined, tries = false) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, acceptDownloads: true, ...options });
  const page = await context.newPage();
  if (before) await page.addInitScript(before);
  page.on('request', (request) => {
    const asked = request.url();
    if (!tries && !/^(data|blob):/.test(asked) && asked.split('#')[0] !== where.split('#')[0]) problems.push(`asks for ${asked}`);
  });
  page.on('console', (message) => message.type() === 'error' && !tries && problems.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => problems.push(`error: ${error.message}`));
  await page.goto(where);
  if (begin) await page.click(begin);
  await page.waitForFunction(() => document.documentElement.dataset.ready, null, { timeout: 60_000 });
  return page;
}

/** The run of the present levers is over. @param {import('playwright-core').Page} page */
const finished = (page) => page.waitForFunction(() => document.documentElement.dataset.finished, null, { timeout: 120_000 });
/** @param {import('playwright-core').Page} page @param {string} step */
const go = (page, step) => page.click(`[data-step="${step}"]`);

await byMouse();
await byTouch();
await byKey();
await broken();
await looks();
await steady({ open, check, finished, go });
for (const report of reports) await inReport(report);
await browser.close();
for (const problem of problems) console.error(problem);
console.log(`the workshop: ${problems.length} problems`);
process.exit(problems.length > 0 ? 1 : 0);

/** Everything once, by mouse. */
async function byMouse() {
  const begun = performance.now();
  const page = await open();
  await page.waitForFunction(() => document.documentElement.dataset.runs, null, { timeout: 60_000 });
  const first = performance.now() - begun;
  await finished(page);
  console.log(`first numbers ${first.toFixed(0)} ms after opening, ${await page.evaluate(() => document.documentElement.dataset.runs)} runs after ${(performance.now() - begun).toFixed(0)} ms`);
  const counts = await page.locator('#pathway svg text').allTextContents();
  check(counts.some((text) => /^[\d,]+$/.test(text)), 'the pathway has no counts');
  const plain = await page.evaluate(() => document.documentElement.dataset.exact);

  await go(page, 'levers');
  await page.click('#pin');
  check((await page.locator('#pinned').textContent())?.includes('as written') ?? false, 'what is pinned is not said');
  const sliders = await page.locator('#levers input[type=range]').all();
  check(sliders.length >= 8, `only ${sliders.length} sliders`);
  for (const slider of sliders) {
    const id = await slider.getAttribute('id');
    const before = await page.locator(`#${id}-now`).textContent();
    await slider.scrollIntoViewIfNeeded();
    const box = await slider.boundingBox();
    if (box) await page.mouse.click(box.x + box.width * 0.92, box.y + box.height / 2);
    check((await page.locator(`#${id}-now`).textContent()) !== before, `the lever ${id} does not move`);
  }
  for (const radio of await page.locator('#levers input[type=radio]').all()) await radio.check();
  await page.click('#reset');
  check(!(await page.url()).includes('levers='), 'the levers are not as the scenario says after it was asked for');

  await page.locator('#lever-recording').fill('3');
  await page.selectOption('#runs', '50');
  await page.click('#run');
  await page.waitForFunction((was) => document.documentElement.dataset.finished && document.documentElement.dataset.exact !== was, plain, { timeout: 120_000 });
  check(await page.locator('#step-run').isVisible(), 'running does not show the run');
  check(/\d+\.\d+ (± \d|\(\d)/.test((await page.locator('#headline .rate').textContent()) ?? ''), 'the headline has no interval');

  await go(page, 'happened');
  check((await page.locator('#view .signs svg g').count()) === 200, 'there are not a hundred children with and a hundred without');
  for (const id of ['misses', 'waits', 'minutes', 'caseload']) check(await page.locator(`#chart-${id} .picture svg`).isVisible(), `no chart of ${id}`);
  await page.locator('#chart-misses summary').click();
  await page.waitForSelector('#chart-misses tbody tr');
  check((await page.locator('#chart-misses tbody tr').count()) > 12, 'the chart has no table');

  await go(page, 'compare');
  await page.waitForSelector('#finding', { timeout: 120_000 });
  check(/fewer high-risk children are missed/.test((await page.locator('#finding').textContent()) ?? ''), 'less recording is not found to help');
  check(/In 50 runs|in 50 runs/.test((await page.locator('#beside caption').textContent()) ?? ''), 'the comparison is not of the runs asked for');
  check(((await page.locator('#chance').textContent()) ?? '').includes('of 100'), 'the chance that it helps is not said');

  await go(page, 'replay');
  await page.waitForSelector('#play', { timeout: 60_000 });
  const dates = [await page.locator('.date').textContent()];
  await page.click('#step');
  dates.push(await page.locator('.date').textContent());
  await page.click('#play');
  await page.waitForTimeout(1500);
  await page.click('#play');
  dates.push(await page.locator('.date').textContent());
  check(new Set(dates).size === 3, `the replay does not go on: ${dates.join(', ')}`);
  const stood = await page.locator('.date').textContent();
  await page.waitForTimeout(400);
  check((await page.locator('.date').textContent()) === stood, 'the replay does not stop');
  check(!/diamonds/.test((await page.locator('#film').textContent()) ?? ''), 'who is at risk is shown before it is asked for');
  await page.check('#reveal');
  check(/diamonds/.test((await page.locator('#film').textContent()) ?? ''), 'who is at risk is not shown');
  await page.locator('#day').fill('300');
  const after = await page.locator('.counts td').first().textContent();
  await page.click('#again');
  await page.locator('#day').fill('300');
  check((await page.locator('.counts td').first().textContent()) === after, 'the replay differs when it is seen again');

  await go(page, 'desk');
  await decide(page, (n) => page.click(n % 2 ? '#close' : '#accept'));
  await page.click('#another');
  await page.waitForSelector('#card', { timeout: 60_000 });

  await go(page, 'story');
  for (const outcome of ['screened-out', 'misjudged', 'late', 'drifting', 'found', 'harmed']) {
    await page.selectOption('#outcome', outcome);
    await page.waitForFunction(() => !document.querySelector('#story [role=status]'), null, { timeout: 60_000 });
    check(((await page.locator('#story').textContent()) ?? '').length > 60, `no story of ${outcome}`);
  }

  await go(page, 'away');
  await page.waitForSelector('#files a[download]', { timeout: 60_000 });
  for (const [name, starts] of [['scenario.toml', 'schema = 1'], ['estimates.csv', '\ufeffperiod,measure'], ['weekly.csv', '\ufeffweek,series']]) {
    const [download] = await Promise.all([page.waitForEvent('download'), page.click(`#files a[download="${name}"]`)]);
    check(readFileSync(await download.path(), 'utf8').startsWith(starts), `${name} is not what it says`);
  }
  check(((await page.locator('#files code').first().textContent()) ?? '').includes('--replications 50'), 'the command does not say how many runs');
  const link = await page.locator('#link').getAttribute('href');
  await page.context().close();

  // The link brings the same levers and the same numbers.
  const again = await open({}, url + link);
  await go(again, 'run');
  await finished(again);
  check((await again.locator('#progress-words').textContent()) === '50 runs.', 'the link does not keep the number of runs');
  await go(again, 'levers');
  check((await again.locator('#lever-recording-now').textContent())?.includes('70 %') ?? false, 'the link does not keep the levers');
  await again.selectOption('#runs', '100');
  await again.click('#run');
  await again.click('#stop');
  await again.waitForFunction(() => document.querySelector('#progress-words')?.textContent?.startsWith('Stopped'), null, { timeout: 20_000 }).catch(() => check(false, 'a run does not stop'));
  await again.context().close();

  // A link may ask for more runs than the scenario: the list shows what would run.
  const many = await open({}, `${url}#runs=1000&step=levers`);
  check((await many.locator('#runs').inputValue()) === '1000', 'the list does not show the runs that a link asks for');
  await many.context().close();
}

/** @param {import('playwright-core').Page} page @param {(n: number) => Promise<void>} act */
async function decide(page, act) {
  await page.waitForSelector('#card', { timeout: 60_000 });
  for (let n = 0; n < 40 && (await page.locator('#card').count()) > 0; n += 1) {
    const full = await page.locator('#accept').isDisabled();
    if (full) await page.click('#close');
    else await act(n);
  }
  check(/at high risk/.test((await page.locator('#revealed').textContent()) ?? ''), 'the exercise reveals nothing');
  check((await page.locator('#exercise tbody tr').count()) === 12, 'not every decision is shown');
}

/** The same by touch, on a tablet. */
async function byTouch() {
  const page = await open({ viewport: { width: 820, height: 1180 }, hasTouch: true, isMobile: true });
  await finished(page);
  await page.tap('[data-step="levers"]');
  await page.tap('#pin');
  const sliders = await page.locator('#levers input[type=range]').all();
  for (const slider of sliders) {
    const id = await slider.getAttribute('id');
    await slider.scrollIntoViewIfNeeded();
    const box = await slider.boundingBox();
    const was = await page.locator(`#${id}-now`).textContent();
    if (box) await page.touchscreen.tap(box.x + box.width * 0.9, box.y + box.height / 2);
    check((await page.locator(`#${id}-now`).textContent()) !== was, `the lever ${id} does not move by touch`);
  }
  await page.tap('#reset');
  await page.locator('#lever-surge').scrollIntoViewIfNeeded();
  const box = await page.locator('#lever-surge').boundingBox();
  const before = await page.locator('#lever-surge-now').textContent();
  if (box) await page.touchscreen.tap(box.x + box.width * 0.1, box.y + box.height / 2);
  check((await page.locator('#lever-surge-now').textContent()) !== before, 'a lever does not move by touch');
  await page.locator('#lever-blame input').nth(1).tap();
  await page.selectOption('#runs', '20');
  await page.tap('#run');
  await page.waitForFunction(() => document.querySelector('#progress-words')?.textContent === '20 runs.', null, { timeout: 60_000 });
  await page.tap('[data-step="compare"]');
  await page.waitForSelector('#finding', { timeout: 60_000 });
  await page.tap('[data-step="away"]');
  await page.waitForSelector('#files a[download]', { timeout: 60_000 });
  const [saved] = await Promise.all([page.waitForEvent('download'), page.tap('#files a[download="estimates.csv"]')]);
  check(readFileSync(await saved.path(), 'utf8').startsWith('\ufeffperiod,measure'), 'nothing is saved by touch');
  await page.tap('[data-step="story"]');
  await page.waitForSelector('#story h3', { timeout: 60_000 });
  await page.tap('#next-story');
  await page.tap('[data-step="replay"]');
  await page.waitForSelector('#play', { timeout: 60_000 });
  await page.tap('#play');
  await page.waitForTimeout(500);
  await page.tap('#play');
  await page.tap('[data-step="desk"]');
  await decide(page, () => page.tap('#accept'));
  await page.context().close();
}

/** The same by key alone. */
async function byKey() {
  const page = await open();
  await finished(page);
  await page.keyboard.press('Tab');
  check((await page.evaluate(() => document.activeElement?.className)) === 'skip', 'the first key does not reach the skip link');
  const key = async (/** @type {string} */ selector, /** @type {string[]} */ ...keys) => {
    await page.locator(selector).first().focus();
    for (const one of keys) await page.keyboard.press(one);
  };
  await key('[data-step="levers"]', 'Enter');
  check((await page.evaluate(() => document.activeElement?.tagName)) === 'H2', 'a step does not take the focus');
  // Every lever is reached by Tab.
  const reached = new Set();
  for (let n = 0; n < 40; n += 1) {
    await page.keyboard.press('Tab');
    reached.add(await page.evaluate(() => document.activeElement?.closest('.lever')?.querySelector('input')?.name || document.activeElement?.id));
  }
  const levers = await page.locator('#levers .lever').count();
  const named = [...reached].filter((id) => String(id).startsWith('lever-')).length;
  check(named === levers, `${named} of ${levers} levers are reached by Tab`);
  await key('#pin', 'Enter');
  for (const slider of await page.locator('#levers input[type=range]').all()) {
    const id = await slider.getAttribute('id');
    const was = await page.locator(`#${id}-now`).textContent();
    await key(`#${id}`, 'End');
    check((await page.locator(`#${id}-now`).textContent()) !== was, `the lever ${id} does not move by key`);
  }
  await key('#reset', 'Enter');
  await key('#lever-surge', 'ArrowRight', 'ArrowRight');
  await key('#lever-rule input:checked', 'ArrowLeft');
  check((await page.locator('#lever-rule input').first().isChecked()), 'a choice does not move by key');
  await page.selectOption('#runs', '20');
  await key('#run', 'Enter');
  await page.waitForFunction(() => document.querySelector('#progress-words')?.textContent === '20 runs.', null, { timeout: 60_000 });
  await key('[data-step="compare"]', 'Enter');
  await page.waitForSelector('#finding', { timeout: 60_000 });
  await key('[data-step="away"]', 'Enter');
  await page.waitForSelector('#files a[download]', { timeout: 60_000 });
  const [saved] = await Promise.all([page.waitForEvent('download'), key('#files a[download="scenario.toml"]', 'Enter')]);
  check(readFileSync(await saved.path(), 'utf8').startsWith('schema = 1'), 'nothing is saved by key');
  await key('[data-step="story"]', 'Enter');
  await page.waitForSelector('#story h3', { timeout: 60_000 });
  await key('#next-story', 'Enter');
  await key('[data-step="replay"]', 'Enter');
  await page.waitForSelector('#play', { timeout: 60_000 });
  await key('#play', 'Space');
  await page.waitForTimeout(400);
  await key('#play', 'Space');
  await key('#step', 'Enter');
  await key('#day', 'End');
  check((await page.locator('#day').inputValue()) === (await page.locator('#day').getAttribute('max')), 'the days do not move by key');
  await key('#reveal', 'Space');
  check(await page.locator('#reveal').isChecked(), 'who is at risk is not shown by key');
  await key('[data-step="desk"]', 'Enter');
  await page.waitForSelector('#card', { timeout: 60_000 });
  await decide(page, () => page.keyboard.press('a'));
  await page.context().close();
}

/** A broken scenario is answered with its place; one that never ends can be stopped; a browser that lacks something says so. */
async function broken() {
  const page = await open();
  await finished(page);
  const give = (/** @type {string} */ name, /** @type {string} */ text) =>
    page.setInputFiles('#file', { name, mimeType: 'text/plain', buffer: Buffer.from(text) });
  await give('mine.toml', 'name = "<img src=x onerror=alert(1)>"\n[time]\nstart = 2018-01-01\n[referals]\nper_year = 900\n');
  await page.waitForFunction(() => /mine\.toml[^]*line 4[^]*referrals/.test(document.querySelector('#trouble')?.textContent ?? ''), null, { timeout: 20_000 })
    .catch(async () => check(false, `a wrong line is not named: ${await page.locator('#trouble').textContent()}`));
  await give('binary.toml', '\u0000\u0001\u0002');
  await page.waitForFunction(() => /binary\.toml/.test(document.querySelector('#trouble')?.textContent ?? ''), null, { timeout: 20_000 });
  check(await page.locator('#asked').isVisible(), 'the page is gone after a broken scenario');
  // Endless for a browser: millions of referrals a year.
  await give('endless.toml', readFileSync(hostile, 'utf8'));
  await page.waitForTimeout(1500);
  check((await page.evaluate(() => 1 + 1)) === 2, 'the page is frozen');
  await go(page, 'run');
  const stop = page.locator('#stop');
  await stop.waitFor({ state: 'visible', timeout: 20_000 });
  await stop.click();
  await page.waitForFunction(() => document.querySelector('#progress-words')?.textContent?.startsWith('Stopped'), null, { timeout: 30_000 });
  check(await page.locator('#trouble').isHidden(), 'stopping is told as trouble');
  await go(page, 'question');
  await go(page, 'run');
  check(await stop.isHidden(), 'what was stopped begins again unasked');
  // Another scenario need not wait for one that never ends, and one that cannot be read leaves this one open.
  await go(page, 'levers');
  await page.click('#run');
  await stop.waitFor({ state: 'visible', timeout: 20_000 });
  await give('worse.toml', '[time');
  await page.waitForFunction(() => /worse\.toml/.test(document.querySelector('#trouble')?.textContent ?? ''), null, { timeout: 20_000 })
    .catch(() => check(false, 'nothing is said of a scenario that cannot be read while another runs'));
  await go(page, 'levers');
  await page.click('#run');
  await stop.waitFor({ state: 'visible', timeout: 20_000 });
  await go(page, 'question');
  const list = page.locator('#scenarios');
  check((await list.locator('option:checked').textContent()) === 'your own: endless.toml', 'the list does not say whose scenario is open');
  check(!page.url().includes('levers='), 'a link holds levers of a scenario that is not in it');
  await list.selectOption('0');
  await page.waitForFunction(() => /** @type {HTMLSelectElement} */ (document.querySelector('#scenarios'))?.value === '0' && document.documentElement.dataset.finished, null, { timeout: 60_000 })
    .catch(() => check(false, 'a scenario that never ends keeps another from being opened'));
  check(await list.locator('option', { hasText: 'your own: endless.toml' }).count() === 1, 'what somebody brought is gone from the list');
  await page.context().close();
  const lost = await open({}, `${url}#scenario=nowhere.toml&step=question`);
  await finished(lost);
  check(((await lost.locator('#trouble').textContent()) ?? '').includes('nowhere.toml'), 'nobody is told that a link names a scenario that is not there');
  const named = await lost.evaluate(() => JSON.parse(document.querySelector('#shelf')?.textContent ?? '').scenarios[1]);
  await lost.evaluate((file) => { location.hash = `scenario=${file}&pinned=surge:0.4&step=levers`; }, named.file);
  await lost.waitForFunction((title) => document.querySelector('#scenarios option:checked')?.textContent === title, named.title, { timeout: 20_000 })
    .catch(() => check(false, 'the list does not show the scenario of a link'));
  check(/Pinned as A/.test((await lost.locator('#pinned').textContent()) ?? ''), 'what a link pinned is not said');
  await lost.context().close();
  for (const lacking of ['WebAssembly', 'Worker', 'DecompressionStream']) {
    const context = await browser.newContext();
    const bare = await context.newPage();
    await bare.addInitScript(`delete globalThis.${lacking};`);
    await bare.goto(url);
    await bare.waitForFunction(() => document.documentElement.dataset.ready === 'no', null, { timeout: 20_000 });
    check((await bare.locator('#trouble').textContent())?.includes(lacking === 'Worker' ? 'workers' : lacking) ?? false, `nothing is said of the missing ${lacking}`);
    await context.close();
  }
}

/** Each step at each size: nothing is wider than the window, and axe-core finds nothing. */
async function looks() {
  const page = await open();
  await finished(page);
  await go(page, 'levers');
  await page.click('#pin');
  await page.locator('#lever-recording').fill('3');
  await page.selectOption('#runs', '20');
  for (const [name, width, height] of SIZES) {
    await page.setViewportSize({ width: Number(width), height: Number(height) });
    for (const step of STEPS) {
      await go(page, step);
      await page.waitForFunction(() => !document.querySelector('.step:not([hidden]) > div [role=status]:only-child') && document.querySelector('#stop')?.hasAttribute('hidden'), null, { timeout: 60_000 });
      await page.waitForTimeout(150);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      check(wide <= 0, `${step}, ${name}: the page is ${wide} px wider than the window`);
      await barriers(page, `${step}, ${name}`);
      if (process.env.SHOTS) await page.screenshot({ path: join(process.env.SHOTS, `workshop-${step}-${String(name).replaceAll(/\W+/g, '-')}.png`), fullPage: name === 'phone' });
    }
  }
  await go(page, 'happened');
  const paper = await page.pdf({ format: 'A4', path: process.env.SHOTS ? join(process.env.SHOTS, 'workshop-paper.pdf') : undefined });
  check(paper.length > 20_000, 'it does not print');
  await page.context().close();
}

/** @param {import('playwright-core').Page} page @param {string} name */
async function barriers(page, name) {
  await page.evaluate(AXE);
  const found = await page.evaluate(
    // @ts-expect-error axe is there once its text has been run.
    (tags) => window.axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] }),
    TAGS,
  );
  for (const violation of found.violations) {
    problems.push(`${name}: ${violation.id}: ${violation.help} (${violation.nodes.slice(0, 3).map((/** @type {{ target: string[] }} */ node) => node.target.join(' ')).join('; ')})`);
  }
}

/** The levers in a report: set to that run, and the same number at once. @param {string} report */
async function inReport(report) {
  const page = await open({}, pathToFileURL(report).href, '#begin');
  await page.click('#run');
  await finished(page);
  const said = (await page.locator('#answer').textContent()) ?? '';
  const spoken = (await page.locator('#headline .spoken').textContent()) ?? 'nothing';
  check(said.includes(spoken), `${report}: the levers give other numbers than the page: ${spoken}`);
  await barriers(page, report);
  await page.context().close();
}
