// The page: one step of a session at a time, in the order a session needs them.
import { family, textOf } from './bring.js';
import { figure } from './chart.js';
import { begin } from './desk.js';
import { by, fill, make, picture, table } from './make.js';
import { diagram } from './pathway.js';
import { Pool, Stopped, Wrong } from './pool.js';
import { Replay } from './replay.js';

/**
 * @import { Levers, Opened, Shelf, View } from './protocol.js'
 * @import { Scenario } from './pool.js'
 *
 * What a link asks for.
 * @typedef {{ place: number, missing: string | null, levers: Levers, pinned: Levers | null, count?: number, step: string | null }} Setting
 */

/** @type {Shelf} */
const shelf = JSON.parse(by('shelf').textContent ?? '{}');
const state = {
  /** Place on the shelf; -1 and below are the scenarios that somebody brought. */
  place: 0,
  /** What somebody brought, each with the name of its file. @type {{ file: string, scenario: Scenario }[]} */
  own: [],
  /** The number of the scenario that is open, by the pool's count: what is of one is of no other. */
  opened: 0,
  /** What is pinned in scenarios that are not open. @type {Map<string, Levers>} */
  pins: new Map(),
  file: '',
  /** @type {Opened | null} */
  open: null,
  /** @type {Levers} */
  levers: {},
  /** @type {Levers | null} */
  pinned: null,
  count: 100,
  /** @type {View | null} */
  view: null,
  /** Levers and count of what runs, or ran last. */
  ran: '',
  /** Levers and count of the last run that came to its end. */
  done: '',
  /** Levers and count of a run that somebody stopped: it begins again only where they ask for it. */
  stopped: '',
  /** The run under way. @type {Promise<void> | null} */
  under: null,
  step: 'question',
  /** What the open scenario is known by. */
  id: '',
  /** The last run that was begun. @type {symbol | null} */
  mine: null,
  /** Levers and count of a run that went wrong. */
  failed: '',
  /** When something was said last [ms]. */
  spoke: 0,
  /** Levers and count of the answer that was said last. */
  heard: '',
  /** @type {Replay | null} */
  replay: null,
};
/** @type {Pool} */
let pool;
/** How long nothing is said of progress [ms]. */
const SELDOM = 15_000;
/** How often the address may be written anew [ms]: browsers allow a hundred times in half a minute. */
const ADDRESS = 500;

if (shelf.small) {
  // A report is read first: the model starts where somebody asks for it.
  const button = by('begin');
  button.addEventListener('click', () => {
    button.hidden = true;
    begun();
  });
} else begun();

function begun() {
  start().catch((error) => missing(String(error.message ?? error)));
}

async function start() {
  const lacks = [
    typeof WebAssembly === 'object' ? '' : 'WebAssembly',
    typeof Worker === 'function' ? '' : 'workers',
    typeof DecompressionStream === 'function' ? '' : 'DecompressionStream',
  ].filter(Boolean);
  if (lacks.length > 0) throw new Error(`This browser lacks ${lacks.join(' and ')}: the model cannot run in it. A current Edge, Chrome, Firefox or Safari has them.`);
  const bytes = await engine();
  pool = new Pool(by('worker').textContent ?? '', bytes, shelf.pilots);
  for (const link of document.querySelectorAll('[data-step]')) {
    link.addEventListener('click', (event) => {
      event.preventDefault();
      go(/** @type {HTMLElement} */ (link).dataset.step ?? 'question');
    });
  }
  by('run').addEventListener('click', () => run());
  by('stop').addEventListener('click', stop);
  by('reset').addEventListener('click', () => { state.levers = {}; levers(); remember(true); });
  by('pin').addEventListener('click', pin);
  by('all').classList.add('started');
  by('runs').addEventListener('change', (event) => { state.count = Number(/** @type {HTMLSelectElement} */ (event.target).value); remember(true); });
  if (!shelf.small) bring();
  /** @type {Setting} */
  const asked = shelf.small ? { place: 0, levers: {}, pinned: null, missing: null, step: 'levers' } : recall();
  await choose(asked.place, asked);
  absent(asked);
  go(asked.step && known(asked.step) ? asked.step : first());
  document.documentElement.dataset.ready = 'yes';
  history.replaceState({ step: state.step }, '');
  // Back and forward go through the steps; a link that is followed or typed brings its own setting.
  addEventListener('popstate', (event) => { if (event.state && known(event.state.step)) go(event.state.step, false); });
  addEventListener('hashchange', () => { if (history.state === null) follow().catch(trouble); });
  addEventListener('pagehide', () => remember(true));
}

/** Somebody went to another link of this page. */
async function follow() {
  if (shelf.small || !location.hash.includes('step=')) return;
  const asked = recall();
  const same = asked.place === state.place && JSON.stringify([asked.levers, asked.pinned]) === JSON.stringify([state.levers, state.pinned]);
  if (!same) await choose(asked.place, asked);
  absent(asked);
  if (asked.step && known(asked.step)) go(asked.step);
}

/** A link may name a scenario that this page does not have. @param {{ missing?: string | null }} asked */
function absent(asked) {
  if (asked.missing) trouble(new Wrong(`The link is about ${asked.missing}, which is not in this page: this is ${state.file}.`));
}

/** The model as the browser needs it. @returns {Promise<ArrayBuffer>} */
async function engine() {
  const text = (by('engine').textContent ?? '').trim();
  const packed = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();
}

/** @param {string} why */
function missing(why) {
  const where = by('trouble');
  where.hidden = false;
  where.textContent = why;
  document.documentElement.dataset.ready = 'no';
}

const first = () => (shelf.small ? 'levers' : 'question');
const known = (/** @type {string} */ step) => document.getElementById(`step-${step}`) !== null;

/** Shows one step. @param {string} step @param {boolean} [anew] whether Back leads from here to where one was */
function go(step, anew = true) {
  const again = step === state.step && document.documentElement.dataset.ready;
  const ready = document.documentElement.dataset.ready === 'yes';
  state.step = step;
  for (const part of document.querySelectorAll('.step')) /** @type {HTMLElement} */ (part).hidden = part.id !== `step-${step}`;
  for (const link of document.querySelectorAll('[data-step]')) {
    if (/** @type {HTMLElement} */ (link).dataset.step === step) link.setAttribute('aria-current', 'step');
    else link.removeAttribute('aria-current');
  }
  if (state.replay && step !== 'replay') state.replay.pause();
  if (ready && anew && !again) history.pushState({ step }, '', shelf.small ? undefined : `#${fragment()}`);
  else remember(true);
  if (!again && document.documentElement.dataset.ready) {
    const heading = /** @type {HTMLElement} */ (by(`step-${step}`).querySelector('h2'));
    heading.focus({ preventScroll: true });
    if (!shelf.small) scrollTo(0, 0);
  }
  enter(step);
}

/** What a step needs once it is seen. @param {string} step */
async function enter(step) {
  if (!state.open) return;
  try {
    if (['question', 'run', 'happened'].includes(step)) await due(step);
    if (step === 'compare') await compare();
    if (step === 'replay') await replay();
    if (step === 'desk') await desk(0);
    if (step === 'story') await story(0);
    if (step === 'away') await away();
  } catch (error) {
    trouble(error);
  }
}

/** Runs the present levers where nobody has and nobody stopped it; one that was given up for something else is taken up again. @param {string} step */
async function due(step) {
  for (let ask = wanted(); state.done !== ask && state.stopped !== ask; ask = wanted()) {
    await run(step === 'question');
    if (wanted() !== ask || state.step !== step || state.failed === ask) return;
  }
}

/** Says what went wrong with something that was asked; anything else is a fault of the page. @param {unknown} error */
function trouble(error) {
  if (!(error instanceof Wrong)) throw error;
  if (error instanceof Stopped) return;
  const where = by('trouble');
  where.hidden = false;
  fill(where, make('pre', {}, error.message));
}

// ---- scenarios ----

/** @param {number} place @param {Partial<Setting>} [asked] */
async function choose(place, asked = {}) {
  if (place < 0) {
    const own = state.own[-1 - place];
    await show(own.scenario, own.file, place, asked);
    return;
  }
  const one = shelf.scenarios[place] ?? shelf.scenarios[0];
  const others = one.others.map((other) => ({ ...other, text: shelf.texts[other.text] }));
  await show({ name: one.name, text: shelf.texts[one.text], others }, one.file, shelf.scenarios.indexOf(one), asked);
}

/** @param {Scenario} scenario @param {string} file @param {number} place @param {Partial<Setting>} [asked] */
async function show(scenario, file, place, asked = {}) {
  by('trouble').hidden = true;
  const opened = await pool.open(scenario);
  state.open = opened;
  // A file that is brought again may hold another text under the same name, and a pin belongs to the text.
  const id = JSON.stringify([file, place < 0 ? scenario.text : place]);
  Object.assign(state, { id, place, file, opened: opened.number, levers: asked.levers ?? {}, pinned: asked.pinned ?? state.pins.get(id) ?? null });
  Object.assign(state, { stopped: '', ran: '', done: '', replay: null });
  keep();
  const most = opened.count;
  // A session begins with a hundred runs at most, so that it soon has something to show. A report keeps its own
  // number.
  state.count = asked.count ?? (shelf.small ? most : Math.min(100, most));
  // A link may ask for more runs than the scenario: what runs stands in the list.
  const usual = [20, 50, 100, 200, most].filter((n) => n <= Math.max(most, 20));
  const counts = [...new Set([...usual, state.count])].sort((a, b) => a - b);
  fill(by('runs'), ...counts.map((n) => make('option', { value: n, selected: n === state.count }, String(n))));
  for (const where of document.querySelectorAll('.scenario-name')) where.textContent = opened.name;
  if (!shelf.small) {
    listed();
    fill(by('asked'), ...opened.question.map((sentence) => make('p', { dir: 'auto' }, sentence)));
  }
  blank();
  levers();
  told();
  remember(true);
}

/** What is pinned stays with its scenario. */
function keep() {
  if (state.pinned) state.pins.set(state.id, state.pinned);
}

/** Nothing of the present levers has been run: what is shown of others goes. */
function blank() {
  state.view = null;
  fill(by('view'));
  fill(by('headline'));
  progress(0, state.count, 'Not run yet.');
  if (!shelf.small && state.open) fill(by('pathway'), ...diagram(state.open.places));
  document.documentElement.dataset.finished = '';
}

/** The scenarios of the page, and those that somebody brought. */
function listed() {
  const own = state.own.map((one, n) => make('option', { value: -1 - n }, `your own: ${one.file}`));
  const list = /** @type {HTMLSelectElement} */ (by('scenarios'));
  fill(list, ...shelf.scenarios.map((one, n) => make('option', { value: n }, one.title)), ...own);
  list.value = String(state.place);
}

/** Another scenario of the page is chosen, or somebody brings their own. */
function bring() {
  const list = /** @type {HTMLSelectElement} */ (by('scenarios'));
  list.addEventListener('change', () => choose(Number(list.value)).then(() => enter(state.step)).catch((error) => {
    listed();
    trouble(error);
    return enter(state.step);
  }));
  const file = /** @type {HTMLInputElement} */ (by('file'));
  const read = async (/** @type {File[]} */ given) => {
    if (given.length === 0) return;
    try {
      await brought(await Promise.all(given.map(textOf)));
      go('question');
    } catch (error) {
      trouble(error);
      if (!(error instanceof Stopped)) await resumed();
    }
  };
  /** What was given up for a scenario that cannot be read goes on, and what is said of that stays. */
  const resumed = async () => {
    const ask = wanted();
    await state.under;
    if (state.open && state.ran === ask && state.done !== ask && state.stopped !== ask && wanted() === ask) await run(true);
  };
  file.addEventListener('change', async () => {
    await read([...(file.files ?? [])]);
    // The same file, mended, can be chosen again.
    file.value = '';
  });
  document.addEventListener('dragover', (event) => event.preventDefault());
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    read([...(event.dataTransfer?.files ?? [])]);
  });
}

/** Files that belong together: each that no other extends is a scenario, and the first is opened. @param {{ name: string, text: string }[]} files */
async function brought(files) {
  const heads = await pool.clerks({ ask: 'heads', files });
  // A file that somebody brings wins over the page's file of the same name.
  const names = new Set(files.map((one) => one.name));
  const all = [...files, ...family(shelf).filter((one) => !names.has(one.name))];
  const own = [...state.own];
  const places = heads.map((name) => {
    const scenario = { name, text: files.find((one) => one.name === name)?.text ?? '', files: all };
    // A mended file that is brought again takes its old place in the list.
    const known = own.findIndex((one) => one.file === name);
    const place = known < 0 ? own.length : known;
    own[place] = { file: name, scenario };
    return -1 - place;
  });
  const before = state.own;
  state.own = own;
  try {
    await choose(places[0]);
  } catch (error) {
    // The list stays as it was if the scenario cannot be read.
    state.own = before;
    throw error;
  }
}

// ---- levers ----

function levers() {
  const rows = (state.open?.levers ?? []).map((lever) => {
    const value = state.levers[lever.id] ?? lever.values[lever.own].value;
    const at = Math.max(0, lever.values.findIndex((one) => Math.abs(one.value - value) < 1e-9));
    const name = `lever-${lever.id}`;
    const now = make('output', { id: `${name}-now`, for: name }, lever.values[at].words);
    const own = make('span', { class: 'own' }, at === lever.own ? '' : `scenario: ${lever.values[lever.own].words}`);
    const move = (/** @type {number} */ n) => {
      // Links and commands leave out levers at their own values.
      if (n === lever.own) delete state.levers[lever.id];
      else state.levers[lever.id] = lever.values[n].value;
      now.textContent = lever.values[n].words;
      own.textContent = n === lever.own ? '' : `scenario: ${lever.values[lever.own].words}`;
      remember();
    };
    const meaning = make('p', { id: `${name}-means`, class: 'means' }, lever.meaning);
    if (lever.choice) {
      const options = lever.values.map((one, n) => make('label', { class: 'option' },
        make('input', { type: 'radio', name, value: n, checked: n === at, onchange: () => move(n) }), ` ${one.words}`));
      return make('fieldset', { class: 'lever', id: name, 'aria-describedby': `${name}-means` }, make('legend', {}, lever.label), make('div', { class: 'options' }, ...options), own, meaning);
    }
    const slider = make('input', { type: 'range', id: name, min: 0, max: lever.values.length - 1, step: 1, value: at,
      'aria-describedby': `${name}-means`, 'aria-valuetext': lever.values[at].words,
      oninput: (/** @type {Event} */ event) => {
        const moved = /** @type {HTMLInputElement} */ (event.target);
        move(Number(moved.value));
        moved.setAttribute('aria-valuetext', lever.values[Number(moved.value)].words);
      } });
    return make('div', { class: 'lever' }, make('label', { for: name }, lever.label), make('span', { class: 'value' }, now, ' ', own), slider, meaning);
  });
  fill(by('levers'), ...rows);
}

// ---- running ----

const wanted = () => JSON.stringify([state.opened, state.levers, state.count]);

/** Settings whose runs are needed again. @returns {[Levers, number][]} */
const needed = () => [state.levers, ...(state.pinned ? [state.pinned] : [])].map((levers) => [{ ...levers }, state.count]);

/** @param {boolean} [quietly] without leaving the step @returns {Promise<void>} */
function run(quietly = false) {
  if (!(state.under && state.ran === wanted())) {
    const under = rerun(quietly).finally(() => { if (state.under === under) state.under = null; });
    state.under = under;
  } else if (!quietly && !['run', 'happened'].includes(state.step)) go('run');
  return /** @type {Promise<void>} */ (state.under);
}

/** @param {boolean} quietly */
async function rerun(quietly) {
  if (!quietly) by('trouble').hidden = true;
  const ask = wanted();
  if (state.done !== ask && state.ran !== ask && state.stopped !== ask) blank();
  Object.assign(state, { stopped: '', failed: '', ran: ask });
  const mine = Symbol('run');
  state.mine = mine;
  by('stop').hidden = false;
  const begun = performance.now();
  const tell = (/** @type {View} */ view, /** @type {boolean} */ finished) => {
    if (finished) state.done = ask;
    state.view = view;
    headline(view, finished, performance.now() - begun);
    if (finished) {
      seen(view);
      answered(view, quietly);
    }
  };
  // These are copies, because the levers may move while the run is under way.
  const going = pool.run(state.opened, { ...state.levers }, state.count, tell, waits, needed());
  if (!quietly && state.step !== 'run' && state.step !== 'happened') {
    // The step must not begin what is begun.
    state.under = going.then(() => {}, () => {});
    go('run');
  }
  try {
    await going;
  } catch (error) {
    if (state.ran === ask) state.ran = '';
    if (!(error instanceof Stopped)) state.failed = ask;
    trouble(error);
  } finally {
    if (state.mine === mine) by('stop').hidden = true;
  }
}

/** Before the first run of a scenario that nobody has run: what its normal times are. @param {number} done @param {number} of */
function waits(done, of) {
  const words = `Finding what normal times are in this scenario: ${done} of ${of} parts …`;
  progress(done, of, words);
  if (!shelf.small) by('pathway-says').textContent = words;
  if (done === 0) say('Finding what normal times are in this scenario.');
}

/** @param {number} done @param {number} of @param {string} words */
function progress(done, of, words) {
  const bar = /** @type {HTMLProgressElement} */ (by('progress'));
  // The end is set first, because a value above the old end would be cut to it.
  bar.max = of;
  bar.value = done;
  by('progress-words').textContent = words;
  if (!shelf.small && done === 0) by('pathway-says').textContent = '';
}

/** Says something to whoever listens instead of looking. @param {string} words */
function say(words) {
  by('said').textContent = words;
  state.spoke = performance.now();
}

/** The answer is said once, where it stands on the screen; elsewhere that it is there. @param {View} view @param {boolean} quietly */
function answered(view, quietly) {
  if (state.heard === state.done) return;
  const seen = ['run', 'happened'].includes(state.step);
  if (seen) state.heard = state.done;
  if (seen) say(`${view.runs_in_words}. ${view.spoken || `${view.rate || 'no rate'} ${view.rate_of}`}`);
  else if (!quietly || state.step === 'question') say(`${view.runs_in_words} finished.`);
}

async function stop() {
  by('stop').hidden = true;
  const ask = wanted();
  state.ran = '';
  state.stopped = ask;
  await pool.halt();
  if (state.stopped !== ask || wanted() !== ask) return;
  const view = state.view;
  const words = view ? `Stopped after ${view.runs_in_words} of ${view.asked}.` : 'Stopped.';
  by('progress-words').textContent = words;
  const few = view
    ? `${words} This headline is of so few runs: it may be far from that of all ${view.asked}. Run goes on from here.`
    : 'Stopped before two runs had come to an end: there is no headline. Run begins again.';
  by('headline').prepend(make('p', { class: 'few', id: 'few' }, few));
  fill(by('view'), make('p', { class: 'few' }, few));
  if (!shelf.small) by('pathway-says').textContent = words;
  say(few);
}

/** @param {View} view @param {boolean} finished @param {number} took */
function headline(view, finished, took) {
  progress(view.runs, view.asked, finished ? `${view.runs_in_words}.` : `${view.runs_in_words} of ${view.asked} …`);
  fill(by('headline'), make('p', { class: 'rate' }, view.rate || 'no rate'), make('p', { class: 'of' }, view.rate_of),
    make('p', { class: 'note' }, 'After ±, or in brackets, the 95 % confidence interval: how well the runs know it, not how one year may turn out.'),
    finished && view.spoken ? make('p', { class: 'spoken' }, view.spoken) : null);
  if (!shelf.small && state.open) {
    // A list that somebody has opened stays open.
    const open = by('pathway').querySelector('details')?.open ?? false;
    fill(by('pathway'), ...diagram(state.open.places, view.counts));
    const list = by('pathway').querySelector('details');
    if (list) list.open = open;
    by('pathway-says').textContent = `${view.counts_of}; ${view.runs_in_words}`;
  }
  // Progress is spoken of seldom.
  if (!finished && performance.now() - state.spoke > SELDOM) say(`${view.runs_in_words} of ${view.asked}.`);
  const where = document.documentElement;
  where.dataset.runs = String(view.runs);
  where.dataset.finished = finished ? wanted() : '';
  where.dataset.took = String(Math.round(took));
  where.dataset.exact = JSON.stringify(view.exact);
}

/** @param {View} view */
function seen(view) {
  const arrays = view.icons.map((array) => make('div', { class: 'array' }, make('h3', {}, array.title),
    make('div', { class: 'signs', role: 'img', 'aria-label': array.alt }, picture(array.svg)),
    make('ul', { class: 'key' }, ...array.key.map((entry) => make('li', {}, picture(entry.svg), make('b', {}, String(entry.number)), ` ${entry.words}`)))));
  fill(by('view'),
    make('div', { class: 'arrays' }, ...arrays),
    make('p', { class: 'note' }, 'Each sign is one of 100 high-risk children whose risk did not end before the time was up.'),
    ...view.answer.map((words) => make('p', { dir: 'auto' }, words)),
    ...view.charts.map(figure),
    make('p', { class: 'note', dir: 'auto' }, view.frame),
    view.warnings.length > 0 ? make('details', {}, make('summary', {}, 'What to distrust'), ...view.warnings.map((words) => make('p', { dir: 'auto' }, words))) : null);
}

/** The run of the present levers, finished: one that is under way is awaited, one that was given up is taken up again. @returns {Promise<number>} its side */
async function finished() {
  for (;;) {
    const ask = wanted();
    const side = pool.whole(state.levers, state.count);
    if (state.done === ask && side !== undefined) return side;
    await run(true);
    if (state.failed === ask) throw new Stopped('it went wrong, and that has been said');
    if (state.stopped === ask) throw new Stopped('somebody stopped it');
  }
}

// ---- A against B ----

function pin() {
  state.pinned = { ...state.levers };
  keep();
  told();
  remember(true);
}

/** What is pinned, in words. */
function told() {
  by('pinned').textContent = state.pinned ? `Pinned as A: ${described(state.pinned)}. Move one lever, and compare.` : '';
}

/** @param {Levers} levers */
function described(levers) {
  const moved = (state.open?.levers ?? []).filter((lever) => lever.id in levers).map((lever) => {
    const value = lever.values.find((one) => Math.abs(one.value - levers[lever.id]) < 1e-9);
    return `${uncapital(lever.label)} ${value ? value.words : levers[lever.id]}`;
  });
  return moved.length > 0 ? moved.join('; ') : 'the scenario as written';
}

/** The first letter in lower case, unless the first word is an abbreviation. @param {string} words */
const uncapital = (words) => words.replace(/^\p{Lu}(?!\p{L}*\p{Lu})/u, (letter) => letter.toLowerCase());

/** The comparison that was asked for last: earlier ones that still wait make way for it. @type {object | null} */
let comparing = null;

async function compare() {
  const mine = {};
  comparing = mine;
  const where = by('beside');
  if (!state.pinned) {
    fill(where, make('p', {}, 'Nothing is pinned yet. On the levers, pin the present setting as A, then change one thing: that is B.'));
    return;
  }
  const words = make('p', {}, 'Running both …');
  fill(where, words);
  const [a, b, opened] = [{ ...state.pinned }, { ...state.levers }, state.opened];
  // B is run first: the levers show it, and it has often been run already.
  const own = await finished();
  if (comparing !== mine) return;
  const tell = (/** @type {View} */ view) => { words.textContent = `Running A: ${view.runs_in_words} of ${view.asked} …`; };
  // Where something else was begun meanwhile, the step is entered anew.
  if (!(await pool.run(opened, a, state.count, tell, waits, needed())) || opened !== state.opened) return;
  const base = pool.whole(a, state.count);
  if (base === undefined || pool.whole(b, state.count) !== own) return;
  const found = await pool.clerks({ ask: 'beside', side: own, name: 'B', baseline: base, baseline_name: 'A' });
  say(found.findings[0] ?? '');
  fill(where,
    make('dl', { class: 'sides' }, make('dt', {}, 'A'), make('dd', {}, described(a)), make('dt', {}, 'B'), make('dd', {}, described(b))),
    make('p', { class: 'spoken', id: 'finding' }, found.findings[0] ?? ''),
    found.chance ? make('p', { class: 'lead', id: 'chance' }, found.chance) : null,
    ...found.findings.slice(1).map((words) => make('p', {}, words)),
    table(`A and B in ${found.runs} runs with the same luck; after ± the 95 % interval of the difference`, ['', 'A', 'B', 'B less A', ''], found.rows.map((row) => [row.label, ...row.cells, row.verdict]), 'words'));
}

// ---- replay, exercise, story ----

async function replay() {
  const where = by('film');
  if (state.replay && where.dataset.of === wanted()) return;
  fill(where, make('p', { role: 'status' }, 'Choosing a typical year …'));
  const side = await finished();
  const film = await pool.clerks({ ask: 'replay', side });
  where.dataset.of = wanted();
  state.replay = new Replay(where, film, state.open?.places ?? []);
}

/** @param {number} skip */
async function desk(skip) {
  const where = by('exercise');
  if (where.dataset.of === wanted() && skip === 0) return;
  fill(where, make('p', { role: 'status' }, 'Laying the week on the desk …'));
  const side = await finished();
  const exercise = await pool.clerks({ ask: 'exercise', side, skip });
  where.dataset.of = wanted();
  begin(where, exercise, () => desk(skip + 1).catch(trouble));
}

/** @param {number} skip */
async function story(skip) {
  const where = by('story');
  const outcome = /** @type {HTMLSelectElement} */ (by('outcome'));
  outcome.onchange = () => story(0).catch(trouble);
  by('next-story').onclick = () => story(Number(where.dataset.skip ?? 0) + 1).catch(trouble);
  fill(where, make('p', { role: 'status' }, 'Looking for a child …'));
  const side = await finished();
  where.dataset.skip = String(skip);
  try {
    const told = await pool.clerks({ ask: 'story', side, outcome: outcome.value, skip });
    /** @type {HTMLElement[]} */
    const parts = [];
    // The first part is a heading, and the step has its own.
    for (const { kind, words } of told.parts.slice(1)) {
      if (kind === 'heading') parts.push(make('h3', {}, words));
      else if (kind === 'item') {
        let list = parts.at(-1);
        if (list?.tagName !== 'UL') parts.push(list = make('ul', { class: 'moments' }));
        list.append(make('li', {}, words));
      } else parts.push(make('p', {}, words));
    }
    fill(where, ...parts);
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    fill(where, make('p', {}, `${error.message[0].toUpperCase()}${error.message.slice(1)}.`));
  }
}

// ---- taking away ----

async function away() {
  const where = by('files');
  fill(where, make('p', { role: 'status' }, 'Writing …'));
  const side = await finished();
  const files = await pool.clerks({ ask: 'files', side, file: state.file });
  const save = (/** @type {string} */ name, /** @type {string} */ text, /** @type {string} */ what) => make('li', {},
    make('a', { href: URL.createObjectURL(new Blob([text], { type: 'text/plain' })), download: name }, name), ` ${what}`);
  fill(where,
    make('ul', {},
      save('scenario.toml', files.scenario, 'the scenario with the levers as they stand; surge-sim scenario.toml gives the same numbers'),
      save('estimates.csv', files.estimates, 'every measure in every period, with and without publicity, with intervals'),
      save('weekly.csv', files.weekly, 'week by week')),
    make('p', {}, 'The same at a command line, where the scenario file lies:'),
    ...files.commands.flatMap((line) => [
      line.shell ? make('p', { class: 'shell' }, `${line.shell}:`) : null,
      make('pre', { tabindex: 0, 'aria-label': line.shell ? `Command: ${line.shell}` : 'Command' }, make('code', {}, line.text)),
    ]),
    shelf.small ? null : state.place < 0 ? make('p', {}, 'No link can hold a scenario of your own: keep scenario.toml.')
      : make('p', {}, 'This setting as a link: ', make('a', { href: `#${fragment()}`, id: 'link' }, 'a link to the levers as they stand'),
      ' (it works wherever this file lies).'),
    shelf.small ? null : make('div', { class: 'bar' }, 
      state.place < 0 ? null : make('button', { type: 'button', id: 'copy', onclick: copy }, 'Copy the link'),
      make('button', { type: 'button', id: 'print', onclick: () => { by('all').classList.add('printed'); window.print(); } }, 'Print the answer')));
}

async function copy() {
  const text = location.href.split('#')[0] + '#' + fragment();
  try {
    await navigator.clipboard.writeText(text);
    by('copy').textContent = 'Copied';
  } catch {
    window.prompt('The link', text);
  }
}

// ---- the link ----

/** @param {Levers} levers */
const packed = (levers) => Object.entries(levers).map(([id, value]) => `${id}:${value}`).join(',');

function fragment() {
  const parts = new URLSearchParams();
  // A scenario that somebody brought is in no link, and its levers belong to no other.
  if (state.place < 0) return `step=${state.step}`;
  if (state.place > 0) parts.set('scenario', String(shelf.scenarios[state.place].file));
  if (Object.keys(state.levers).length > 0) parts.set('levers', packed(state.levers));
  if (state.pinned) parts.set('pinned', packed(state.pinned));
  if (state.open && state.count !== Math.min(100, state.open.count)) parts.set('runs', String(state.count));
  parts.set('step', state.step);
  return parts.toString();
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let later;
let written = 0;

/** Writes the setting into the address, though not at each movement of a slider. @param {boolean} [now] */
function remember(now = false) {
  if (!state.open || shelf.small) return;
  clearTimeout(later);
  const write = () => {
    later = undefined;
    written = Date.now();
    history.replaceState({ step: state.step }, '', `#${fragment()}`);
  };
  if (now) write();
  else later = setTimeout(write, Math.max(0, written + ADDRESS - Date.now()));
}

/** What the address asks for. @returns {Setting} */
function recall() {
  const parts = new URLSearchParams(location.hash.slice(1));
  // A link may be cut off or mistyped. Values that are not numbers are left out, and unknown levers change nothing.
  const unpack = (/** @type {string | null} */ text) => text == null ? null : Object.fromEntries(
    text.split(',').map((pair) => pair.split(':')).filter(([, value]) => value !== '' && Number.isFinite(Number(value))).map(([id, value]) => [id, Number(value)]));
  const named = parts.get('scenario');
  const found = shelf.scenarios.findIndex((one) => one.file === named);
  const place = Math.max(0, found);
  const count = Number(parts.get('runs'));
  return {
    place,
    missing: named && found < 0 ? named : null,
    levers: unpack(parts.get('levers')) ?? {},
    pinned: unpack(parts.get('pinned')),
    // No link may ask for so many runs that the page hangs.
    count: Number.isInteger(count) && count > 0 && count <= 10_000 ? count : undefined,
    step: parts.get('step'),
  };
}
