// What people do to a page that nobody planned: they change their mind while it runs, bring files, go back, hold a key down, use
// a phone, high contrast or a screen reader. Each of these once went wrong.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { brokenNumbers, faint, refused } from './sight.mjs';

/**
 * @import { Question } from '../../src/workshop/page/protocol.js'
 *
 * What is noted while a page is used.
 * @typedef {{ asked: Question[], written: number, said: string[] }} Notes
 */

/** Notes what workers are asked, how often the address is written, and what is said aloud. */
const NOTES = () => {
  /** @type {Notes} */
  const notes = { asked: [], written: 0, said: [] };
  // @ts-expect-error for the tests alone.
  window.notes = notes;
  const post = Worker.prototype.postMessage;
  /** @param {any} message @param {any} [moved] */
  Worker.prototype.postMessage = function (message, moved) {
    if (message.question) notes.asked.push(message.question);
    return post.call(this, message, moved);
  };
  const replace = window.history.replaceState.bind(window.history);
  /** @param {Parameters<History['replaceState']>} parts */
  window.history.replaceState = (...parts) => {
    notes.written += 1;
    replace(...parts);
  };
  new MutationObserver((changes) => {
    for (const { target } of changes) {
      const element = target instanceof Element ? target : target.parentElement;
      const live = element?.closest('[role=status], [role=alert], [aria-live]');
      const words = live?.textContent?.trim();
      if (words && words !== notes.said.at(-1)) notes.said.push(words);
    }
  }).observe(document, { subtree: true, childList: true, characterData: true });
};

/** What needs no model is answered late, as on a busy machine: the clerk is seldom idle. */
const LATE = () => {
  Object.defineProperty(Worker.prototype, 'onmessage', {
    /** @this {Worker} @param {(event: MessageEvent) => void} heard */
    set(heard) {
      this.addEventListener('message', (event) => setTimeout(() => heard.call(this, event), event.data.body ? 0 : 120));
    },
  });
};

/**
 * @typedef {import('playwright-core').Page} Page
 * @param {{ open: (options?: any, where?: string, begin?: string, before?: (() => void) | string) => Promise<Page>, check: (holds: boolean, what: string) => any,
 *   finished: (page: Page) => Promise<any>, go: (page: Page, step: string) => Promise<any> }} tools
 */
export async function steady(tools) {
  for (const part of [changesOfMind, pins, files, own, history, sleep, held, stopped, phone, contrast, readers, words, closed]) await part(tools);
}

/** @returns {Promise<Notes>} */
const notes = (/** @type {Page} */ page) => page.evaluate(() => /** @type {any} */ (window).notes);
const text = async (/** @type {Page} */ page, /** @type {string} */ selector) => (await page.locator(selector).textContent()) ?? '';
/** @param {Page} page @param {string} pattern */
const untilHeaded = (page, pattern) => page.waitForFunction((wanted) => document.querySelector('.scenario-name')?.textContent === wanted, pattern, { timeout: 30_000 });

/** Runs, and compares before the run has finished; and compares again. @param {any} tools */
async function changesOfMind({ open, check, finished, go }) {
  const page = await open();
  await finished(page);
  await go(page, 'levers');
  await page.click('#pin');
  for (const value of ['3', '1', '0']) {
    await go(page, 'levers');
    await page.locator('#lever-recording').fill(value);
    await page.click('#run');
    await go(page, 'compare');
    if (value === '1') await go(page, 'replay');
    if (value === '1') await go(page, 'compare');
  }
  await page.waitForSelector('#finding', { timeout: 120_000 }).catch(() => check(false, 'a comparison before the run has finished sticks'));
  check(await page.locator('#trouble').isHidden(), `a comparison before the run has finished is trouble: ${await text(page, '#trouble')}`);
  check(/, recording|recording/i.test(await text(page, '#beside .sides')), 'the comparison does not say what B is');
  await go(page, 'run');
  await finished(page);
  check((await text(page, '#progress-words')) === '100 runs.', 'the run that was given up is not taken up again');
  await page.context().close();
}

/** A is run once; the pin stays with its scenario. @param {any} tools */
async function pins({ open, check, finished, go }) {
  const page = await open({}, undefined, '', NOTES);
  await finished(page);
  await go(page, 'levers');
  await page.selectOption('#runs', '20');
  await page.locator('#lever-surge').fill('1');
  await page.click('#pin');
  const pinned = await text(page, '#pinned');
  await page.click('#run');
  await page.waitForFunction(() => document.querySelector('#progress-words')?.textContent === '20 runs.', null, { timeout: 60_000 });
  const before = (await notes(page)).asked.length;
  await go(page, 'levers');
  await page.locator('#lever-recording').fill('3');
  await go(page, 'compare');
  await page.waitForSelector('#finding', { timeout: 60_000 });
  const ran = (await notes(page)).asked.slice(before).reduce((sum, one) => sum + (one.ask === 'replicate' ? one.to - one.from : 0), 0);
  check(ran === 20, `A, that was run, is run again: ${ran} runs for a comparison of 20`);
  await go(page, 'question');
  const titles = await page.locator('#scenarios option').allTextContents();
  await page.selectOption('#scenarios', '1');
  await untilHeaded(page, titles[1]);
  check((await text(page, '#pinned')) === '', 'a pin is told of in another scenario');
  await page.selectOption('#scenarios', '0');
  await untilHeaded(page, titles[0]);
  check((await text(page, '#pinned')) === pinned, `the pin is lost with its scenario: ${await text(page, '#pinned')}`);
  await page.context().close();
}

/** Drops files on the page. @param {Page} page @param {[string, string][]} files */
async function drop(page, files) {
  const data = await page.evaluateHandle((all) => {
    const data = new DataTransfer();
    for (const [name, words] of all) data.items.add(new File([words], name));
    return data;
  }, files);
  await page.dispatchEvent('body', 'drop', { dataTransfer: data });
}

/** Shipped scenarios, variants, and several files at once can be dropped on it. @param {any} tools */
async function files({ open, check, finished, go }) {
  const page = await open();
  await finished(page);
  const shipped = (/** @type {string} */ name) => readFileSync(join('scenarios', name), 'utf8');
  const opens = async (/** @type {string} */ name, /** @type {[string, string][]} */ given, /** @type {string} */ title) => {
    await drop(page, given);
    await untilHeaded(page, title).catch(async () => check(false, `${name} cannot be dropped on the page: ${(await text(page, '#trouble')).slice(0, 300)}`));
    check(await page.locator('#trouble').isHidden(), `${name} is trouble: ${(await text(page, '#trouble')).slice(0, 200)}`);
    check((await page.locator('#scenarios option:checked').textContent())?.includes(name) ?? false, `the list does not say that ${name} is open`);
  };
  await opens('haringey.toml', [['haringey.toml', shipped('haringey.toml')]], 'Haringey after Baby Peter');
  await opens('haringey-louder.toml', [['haringey-louder.toml', shipped('haringey-louder.toml')]], 'Haringey, louder');
  // One after another, each while the run of the one before has just begun, and two at once: the last is open, and its run finishes.
  /** @type {[string, string][]} */
  const pair = ['haringey.toml', 'haringey-louder.toml'].map((name) => [name, shipped(name)]);
  const titles = ['Haringey after Baby Peter', 'Haringey, louder'];
  for (let n = 0; n < 8; n += 1) {
    await drop(page, [pair[n % 2]]);
    await untilHeaded(page, titles[n % 2]).catch(() => check(false, `scenario ${n} of a row is not opened`));
    await page.waitForTimeout(40 * n);
  }
  await drop(page, [pair[0]]);
  await drop(page, [pair[1]]);
  await untilHeaded(page, titles[1]).catch(() => check(false, 'of two scenarios dropped at once the last is not open'));
  await page.waitForFunction(() => document.documentElement.dataset.runs, null, { timeout: 60_000 })
    .catch(() => check(false, 'the scenario that was dropped last does not run'));
  check(await page.locator('#trouble').isHidden(), `scenarios dropped one after another are trouble: ${(await text(page, '#trouble')).slice(0, 200)}`);
  const base = readFileSync('tests/fixtures/small.toml', 'utf8');
  const variant = 'extends = "folder/mybase.toml"\nname = "Mine"\n[referrals]\nper_year = 500\n';
  await drop(page, [['mine.toml', variant]]);
  await page.waitForFunction(() => /mybase\.toml and mine\.toml together/.test(document.querySelector('#trouble')?.textContent ?? ''), null, { timeout: 20_000 })
    .catch(async () => check(false, `nobody is told to bring what a file extends: ${await text(page, '#trouble')}`));
  check((await text(page, '.scenario-name')) === 'Haringey, louder', 'what was open is not open any more');
  await opens('mine.toml', [['mybase.toml', base], ['mine.toml', variant]], 'Mine');
  await page.setInputFiles('#file', [{ name: 'two.toml', mimeType: 'text/plain', buffer: Buffer.from(variant.replace('Mine', 'Two')) },
    { name: 'mybase.toml', mimeType: 'text/plain', buffer: Buffer.from(base) }]);
  await untilHeaded(page, 'Two').catch(() => check(false, 'several files cannot be chosen at once'));
  await page.setInputFiles('#file', { name: 'old.toml', mimeType: 'text/plain', buffer: Buffer.from([0x6e, 0xe9, 0x65]) });
  await page.waitForFunction(() => /old\.toml.*UTF-8/.test(document.querySelector('#trouble')?.textContent ?? ''), null, { timeout: 20_000 })
    .catch(() => check(false, 'a file in another encoding is not called one'));
  // What somebody brought can be chosen again.
  await page.selectOption('#scenarios', { label: 'your own: mine.toml' });
  await untilHeaded(page, 'Mine').catch(() => check(false, 'what somebody brought cannot be opened again'));
  await go(page, 'away');
  await page.waitForSelector('#files a[download]', { timeout: 120_000 });
  await page.context().close();
}

/** Normal times of one's own scenario are found once, by all workers, under its own name and with progress. @param {any} tools */
async function own({ open, check, finished }) {
  const page = await open({}, undefined, '', NOTES);
  await finished(page);
  await page.evaluate(() => {
    const seen = new Set();
    /** @type {any} */ (window).seen = seen;
    new MutationObserver(() => seen.add(`${document.querySelector('.scenario-name')?.textContent}: ${document.querySelector('#pathway-says')?.textContent}`))
      .observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  const mine = readFileSync('tests/fixtures/small.toml', 'utf8').replace(/^name = .*/m, 'name = "My own"').replace(/^per_year = .*/m, 'per_year = 417');
  await page.setInputFiles('#file', { name: 'own.toml', mimeType: 'text/plain', buffer: Buffer.from(mine) });
  await untilHeaded(page, 'My own');
  await finished(page);
  const { asked } = await notes(page);
  const rounds = asked.filter((one) => one.ask === 'round').length;
  // One for each replication of the pilot: 2, 2, 4, 8, 16 and 16.
  check(rounds === 48, `normal times are found in ${rounds} pieces where 48 are once`);
  check(asked.filter((one) => one.ask === 'take').length === 6, 'not every round is put together once');
  const keys = asked.map((one) => (one.ask === 'pilots' ? Object.keys(one.pilots) : [])).filter((some) => some.length === 1);
  check(keys.length >= 1 && new Set(keys.flat()).size === 1, 'normal times are not handed on to the workers');
  const said = await page.evaluate(() => [.../** @type {any} */ (window).seen]);
  const waited = said.filter((/** @type {string} */ one) => one.includes('normal times'));
  check(waited.length > 3, `finding normal times has no progress: ${waited.join('; ')}`);
  check(waited.every((/** @type {string} */ one) => one.startsWith('My own: ')), `another scenario's name stands over it: ${waited[0]}`);
  check(!said.some((/** @type {string} */ one) => one.startsWith('My own') && one.includes('100 runs') && waited.length === 0), 'the words of another run stand there');
  await page.context().close();
}

/** Back and forward go through the steps; the address is not written at each movement. @param {any} tools */
async function history({ open, check, finished, go }) {
  const page = await open({}, undefined, '', NOTES);
  await finished(page);
  const start = page.url().split('#')[0];
  await go(page, 'levers');
  await page.locator('#lever-surge').fill('1');
  await go(page, 'guide');
  for (const step of ['levers', 'question']) {
    await page.goBack().catch(() => {});
    check(page.url().startsWith(start) && (await page.locator(`#step-${step}`).isVisible().catch(() => false)), `Back does not lead to ${step}`);
  }
  if (!page.url().startsWith(start)) return page.context().close();
  await page.goForward();
  check(await page.locator('#step-levers').isVisible(), 'Forward does not lead on');
  check((await page.locator('#lever-surge').inputValue()) === '1', 'Back takes a lever with it');
  const before = (await notes(page)).written;
  await page.evaluate(() => {
    const slider = /** @type {HTMLInputElement} */ (document.querySelector('#lever-recording'));
    for (let n = 0; n < 120; n += 1) {
      slider.value = String(n % 4);
      slider.dispatchEvent(new Event('input', { bubbles: true }));
    }
  });
  await page.waitForTimeout(1200);
  const written = (await notes(page)).written - before;
  check(written <= 3, `the address is written ${written} times while a slider moves`);
  check(page.url().includes('recording'), 'the address does not have the lever in the end');
  await page.context().close();
}

/** A computer that slept goes on where it was. @param {any} tools */
async function sleep({ open, check, finished, go }) {
  const page = await open();
  await finished(page);
  await go(page, 'replay');
  await page.waitForSelector('#play', { timeout: 60_000 });
  await page.selectOption('#speed', '40');
  await page.click('#play');
  const [before, after] = await page.evaluate(async () => {
    const day = () => Number(/** @type {HTMLInputElement} */ (document.querySelector('#day')).value);
    const frame = () => new Promise((resolve) => { requestAnimationFrame(resolve); });
    await frame();
    const before = day();
    const until = performance.now() + 4000;
    while (performance.now() < until);
    await frame();
    await frame();
    return [before, day()];
  });
  check(after - before < 40, `the replay jumps ${after - before} days after a sleep of four seconds`);
  await page.context().close();
}

/** A key that is held decides one card. @param {any} tools */
async function held({ open, check, finished, go }) {
  const page = await open();
  await finished(page);
  await go(page, 'desk');
  await page.waitForSelector('#card', { timeout: 60_000 });
  await page.locator('#card h3').focus();
  for (let n = 0; n < 4; n += 1) await page.keyboard.down('c');
  await page.keyboard.up('c');
  check((await text(page, '#card h3')) === 'Referral 2 of 12', `a held key decides: ${await text(page, '#card h3')}`);
  await page.context().close();
}

/** Stop says that a headline is of few runs, and what was run stays, on a busy machine too. @param {any} tools */
async function stopped(tools) {
  await stop(tools, `(${NOTES})()`);
  await stop(tools, `(${NOTES})(); (${LATE})()`);
}

/** @param {any} tools @param {string} before */
async function stop({ open, check, finished, go }, before) {
  const page = await open({}, undefined, '', before);
  await finished(page);
  await go(page, 'levers');
  await page.locator('#lever-recording').fill('3');
  const first = (await notes(page)).asked.length;
  await page.click('#run');
  await page.waitForSelector('#headline .rate', { timeout: 60_000 });
  await page.click('#stop');
  await page.waitForSelector('#few', { timeout: 20_000 }).catch(() => check(false, 'Stop leaves a headline without a word'));
  check(/^Stopped after \d+ runs of 100/.test(await text(page, '#headline .few').catch(() => '')), 'Stop does not say of how many runs the headline is');
  await go(page, 'happened');
  check(/few runs/.test(await text(page, '#view')), 'what happened is told of a run that was stopped');
  await go(page, 'levers');
  await page.click('#run');
  await page.waitForFunction(() => document.querySelector('#progress-words')?.textContent === '100 runs.', null, { timeout: 120_000 });
  const ran = (await notes(page)).asked.slice(first).reduce((sum, one) => sum + (one.ask === 'replicate' ? one.to - one.from : 0), 0);
  // What each worker had on its desk, four runs at most, may have to be run again.
  const workers = await page.evaluate(() => Math.min(navigator.hardwareConcurrency, 8));
  check(ran <= 100 + 4 * workers, `what was run before Stop is run again: ${ran} runs for 100`);
  check((await page.locator('#few').count()) === 0, 'the whole run is called one of few');
  await page.context().close();
}

/** On a phone the decision's buttons are on the screen, and numbers are in one piece there and on paper. @param {any} tools */
async function phone({ open, check, finished, go }) {
  for (const height of [640, 740]) {
    const page = await open({ viewport: { width: 360, height }, hasTouch: true, isMobile: true });
    await finished(page);
    await go(page, 'desk');
    await page.waitForSelector('#card', { timeout: 60_000 });
    for (let n = 0; n < 12; n += 1) {
      const seen = await page.evaluate(() => ['accept', 'close'].every((id) => {
        const box = document.getElementById(id)?.getBoundingClientRect();
        return box && box.top >= 0 && box.bottom <= innerHeight && document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)?.id === id;
      }));
      const whole = await page.evaluate(() => {
        const [card, room, buttons] = ['#card', '.room', '.decide'].map((part) => /** @type {Element} */ (document.querySelector(part)).getBoundingClientRect());
        return card.top >= -1 && room.bottom <= buttons.top + 1;
      });
      check(n === 0 || whole, `referral ${n + 1}: the buttons stand over what is decided by, on a screen of 360 x ${height}`);
      check(seen, `referral ${n + 1}: the buttons are not on a screen of 360 x ${height}`);
      if (process.env.SHOTS && n < 2) await page.screenshot({ path: join(process.env.SHOTS, `workshop-phone-desk-${height}-${n}.png`) });
      await page.evaluate(() => document.getElementById('close')?.click());
    }
    if (height === 740) {
      await go(page, 'levers');
      await page.selectOption('#runs', '20');
      await page.click('#pin');
      await page.locator('#lever-recording').fill('3');
      await go(page, 'compare');
      await page.waitForSelector('#finding', { timeout: 60_000 });
      await whole(page, check, 'compare, phone');
      await go(page, 'happened');
      await page.locator('#chart-misses summary').click();
      await page.waitForSelector('#chart-misses tbody tr');
      await whole(page, check, 'happened, phone');
      for (const step of ['compare', 'happened']) {
        await go(page, step);
        await page.setViewportSize({ width: 673, height: 960 });
        await page.emulateMedia({ media: 'print' });
        await whole(page, check, `${step}, paper`);
        if (process.env.SHOTS) await page.screenshot({ path: join(process.env.SHOTS, `workshop-paper-${step}.png`), fullPage: true });
        await page.emulateMedia({ media: 'screen' });
      }
    }
    await page.context().close();
  }
}

/** @param {Page} page @param {any} check @param {string} where */
async function whole(page, check, where) {
  const broken = await brokenNumbers(page);
  check(broken.length === 0, `${where}: a table breaks numbers apart: ${broken.join('; ')}`);
}

/** Where colours are forced, every line, mark and letter can be seen. @param {any} tools */
async function contrast({ open, check, finished, go }) {
  const page = await open({ forcedColors: 'active', colorScheme: 'dark' });
  await finished(page);
  for (const step of ['question', 'happened', 'desk', 'replay']) {
    await go(page, step);
    if (step === 'desk') await page.waitForSelector('#card', { timeout: 60_000 });
    if (step === 'replay') await page.waitForSelector('#play', { timeout: 60_000 });
    if (step === 'happened') await page.waitForSelector('#view figure', { timeout: 60_000 });
    const lost = await faint(page);
    check(lost.length === 0, `${step}, high contrast: ${lost.join('; ')}`);
    if (process.env.SHOTS) await page.screenshot({ path: join(process.env.SHOTS, `workshop-forced-${step}.png`), fullPage: true });
  }
  const under = await page.evaluate(() => getComputedStyle(/** @type {Element} */ (document.querySelector('#film canvas'))).backgroundColor);
  check(under === 'rgb(255, 255, 255)', `the replay is drawn for white and stands on ${under}`);
  const [here, there] = await page.evaluate(() => ['[aria-current=step]', '[data-step=away]'].map((one) => getComputedStyle(/** @type {Element} */ (document.querySelector(one))).backgroundColor));
  check(here !== there, 'high contrast does not show which step is open');
  await page.context().close();
}

/** Who listens hears the answer once, progress seldom, and can read the pathway. @param {any} tools */
async function readers({ open, check, finished, go }) {
  const page = await open({}, undefined, '', NOTES);
  await finished(page);
  const boxes = await page.locator('#pathway rect').count();
  check((await page.locator('#pathway li').count()) === boxes && boxes > 3, 'the pathway is not there in words');
  const tree = await page.locator('#pathway').ariaSnapshot();
  check(/The pathway: \d+ boxes/.test(tree) && /pathway in words/.test(tree), `the pathway is hidden from screen readers: ${tree}`);
  await page.locator('#pathway summary').click();
  check(/Screening: [\d,]+ children enter/.test(await text(page, '#pathway ol')), 'the pathway in words has no counts');
  await go(page, 'levers');
  await page.locator('#lever-recording').fill('3');
  const before = (await notes(page)).said.length;
  await page.click('#run');
  await page.waitForFunction(() => document.querySelector('#headline .spoken'), null, { timeout: 120_000 });
  await page.waitForTimeout(300);
  await go(page, 'happened');
  await go(page, 'run');
  const said = (await notes(page)).said.slice(before);
  const answer = await text(page, '#headline .spoken');
  check(said.filter((/** @type {string} */ one) => one.includes(answer)).length === 1, `the answer is not said once: ${said.join(' | ')}`);
  check(said.length <= 6, `progress speaks ${said.length} times: ${said.join(' | ')}`);
  await page.context().close();
}

/** The command names a file of any name, in each shell. @param {any} tools */
async function words({ open, check, finished, go }) {
  const page = await open();
  await finished(page);
  const mine = readFileSync('tests/fixtures/small.toml', 'utf8');
  await page.setInputFiles('#file', { name: "Ann's plan & 40%.toml", mimeType: 'text/plain', buffer: Buffer.from(mine) });
  await page.waitForFunction(() => document.querySelector('#scenarios option:checked')?.textContent?.includes('Ann'), null, { timeout: 30_000 });
  await go(page, 'away');
  await page.waitForSelector('#files code', { timeout: 120_000 });
  const said = await page.locator('#files code').allTextContents();
  for (const start of ["surge-sim 'Ann'\\''s plan & 40%.toml'", "surge-sim 'Ann''s plan & 40%.toml'", "surge-sim ^\"Ann's plan ^& 40^%.toml^\""]) {
    check(said.some((/** @type {string} */ one) => one.startsWith(start)), `no command begins with ${start}: ${said.join(' | ')}`);
  }
  check(/PowerShell[^]*cmd/.test(await text(page, '#files')), 'nobody is told which command is for which shell');
  await page.context().close();
}

/** The page itself forbids what it does not need. @param {any} tools */
async function closed({ open, check }) {
  const page = await open({}, undefined, '', undefined, true);
  const held = await refused(page);
  const wanted = ['connect-src', 'img-src', 'script-src-elem', 'style-src-elem'];
  check(JSON.stringify(held) === JSON.stringify(wanted), `the page's policy holds ${held.join(', ') || 'nothing'}`);
  check(((await page.locator('meta[http-equiv=Content-Security-Policy]').getAttribute('content').catch(() => '')) ?? '').startsWith("default-src 'none'; script-src 'sha256-"), 'the page has no policy');
  await page.context().close();
}
