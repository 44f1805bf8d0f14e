// Charts: lines over weeks, bars over months. Numbers come as they are to be read; here they only find their places.
import { draw, make, table } from './make.js';

/** @import { Chart } from './protocol.js' */

const COLOURS = ['#12436D', '#28A197', '#F46A25', '#801650', '#3D3D3D', '#A285D1'];
const STROKES = ['', '9 4', '2 4', '12 4 2 4', '5 3', '1 3'];
const [WIDTH, HEIGHT, LEFT, TOP, BOTTOM] = [720, 300, 52, 30, 30];

/** @param {number} look */
const colour = (look) => (look === 9 ? '#28A197' : COLOURS[look % COLOURS.length]);
/** @param {number} look */
const stroke = (look) => (look === 9 ? '7 5' : STROKES[look % STROKES.length]);

/** A round number at or above the most there is, and how far apart its marks stand. @param {number} most */
export function scale(most) {
  const rough = Math.max(most, 1e-9) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((n) => n * power).find((n) => n >= rough) ?? 10 * power;
  // A value on a mark must stay on it in spite of rounding errors.
  return { step, top: Math.ceil(Math.max(most, 1e-9) / step - 1e-9) * step };
}

/** @param {Chart} chart @returns {HTMLElement} */
export function figure(chart) {
  const many = chart.days.length;
  const sums = chart.days.map((_, n) => chart.lines.reduce((sum, line) => sum + (line.values[n] ?? 0), 0));
  const all = chart.stacked ? sums : chart.lines.flatMap((line) => line.values.filter((value) => value != null));
  const { step, top } = scale(Math.max(0, ...all));
  const across = (/** @type {number} */ n) => LEFT + ((chart.stacked ? n + 0.5 : n) / Math.max(1, chart.stacked ? many : many - 1)) * (WIDTH - LEFT - 8);
  const up = (/** @type {number} */ value) => HEIGHT - BOTTOM - (value / top) * (HEIGHT - TOP - BOTTOM);
  const parts = [];
  const decimals = step < 0.1 ? 2 : step < 1 ? 1 : step % 1 ? 1 : 0;
  for (let n = 0; n * step <= top + 1e-9; n += 1) {
    const y = up(n * step);
    parts.push(draw('line', { x1: LEFT, x2: WIDTH - 8, y1: y, y2: y, stroke: '#b1b4b6' }));
    parts.push(draw('text', { x: LEFT - 8, y: y + 5, 'text-anchor': 'end' }, (n * step).toFixed(decimals)));
  }
  let last = '';
  chart.days.forEach((day, n) => {
    const year = day.slice(0, 4);
    // A first year of less than three months has no label, which would run into the next one.
    if (year !== last && (last !== '' || day.slice(5, 7) < '10')) {
      parts.push(draw('text', { x: across(n), y: HEIGHT - 8 }, year));
    }
    last = year;
  });
  if (chart.stacked) {
    const wide = ((WIDTH - LEFT - 8) / Math.max(1, many)) * 0.8;
    chart.days.forEach((_, n) => {
      let from = 0;
      for (const line of chart.lines) {
        const value = line.values[n] ?? 0;
        const y = up(from + value);
        parts.push(draw('rect', { x: across(n) - wide / 2, width: wide, y, height: Math.max(0, up(from) - y), fill: colour(line.look) }));
        from += value;
      }
    });
  } else {
    for (const line of chart.lines) {
      let pen = false;
      const path = line.values.map((value, n) => {
        // A line across the gap would claim values that do not exist.
        if (value == null) {
          pen = false;
          return '';
        }
        const move = pen ? 'L' : 'M';
        pen = true;
        return `${move}${across(n).toFixed(1)} ${up(value).toFixed(1)}`;
      }).join('');
      parts.push(draw('path', { d: path, fill: 'none', stroke: colour(line.look), 'stroke-width': 2.5, 'stroke-dasharray': stroke(line.look) }));
    }
  }
  for (const [place, label] of chart.marks) {
    // Bars are placed by their middles, and a day is measured from the left edge of its month.
    const x = across(chart.stacked ? place - 0.5 : place);
    const end = x > WIDTH / 2;
    const short = label.length > 44 ? `${label.slice(0, 43)}…` : label;
    parts.push(draw('line', { x1: x, x2: x, y1: TOP - 10, y2: HEIGHT - BOTTOM, stroke: '#0b0c0c', 'stroke-width': 1.5, 'stroke-dasharray': '3 3' }));
    parts.push(draw('text', { x: x + (end ? -5 : 5), y: TOP - 12, 'text-anchor': end ? 'end' : 'start' }, short));
  }
  const key = chart.lines.map((line) => make('li', {}, swatch(line.look, chart.stacked), line.label));
  const svg = draw('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, 'aria-hidden': 'true', focusable: 'false' }, ...parts);
  const data = make('details', { ontoggle: (/** @type {Event} */ { target }) => unfold(/** @type {HTMLDetailsElement} */ (target), chart) }, make('summary', {}, 'As a table'));
  return make('figure', { id: `chart-${chart.id}`, role: 'group', 'aria-label': chart.title },
    make('h3', {}, chart.title), make('p', { class: 'unit' }, chart.unit),
    make('div', { class: 'picture', role: 'region', tabindex: 0, 'aria-label': `Picture: ${chart.title}` }, make('div', { role: 'img', 'aria-label': told(chart) }, svg)), make('ul', { class: 'key' }, ...key), data);
}

/** @param {number} look @param {boolean} box */
function swatch(look, box) {
  const sign = box
    ? draw('rect', { x: 4, y: 2, width: 16, height: 16, fill: colour(look) })
    : draw('line', { x1: 0, x2: 34, y1: 10, y2: 10, stroke: colour(look), 'stroke-width': 3, 'stroke-dasharray': stroke(look) });
  return draw('svg', { width: box ? 24 : 34, height: 20, 'aria-hidden': 'true', focusable: 'false' }, sign);
}

/** The chart in words: where each line is highest. @param {Chart} chart */
function told(chart) {
  const lines = chart.lines.map((line) => {
    let most = -1;
    line.values.forEach((value, n) => {
      if (value != null && (most < 0 || value > (line.values[most] ?? 0))) most = n;
    });
    return most < 0 ? `${line.label}: no values` : `${line.label}: at most ${line.words[most]}, ${chart.labels[most]}`;
  });
  return `${chart.title} (${chart.unit}). ${lines.join('. ')}.`;
}

/** The table is made when it is asked for. @param {HTMLDetailsElement} details @param {Chart} chart */
function unfold(details, chart) {
  if (!details.open || details.querySelector('table')) return;
  const rows = chart.labels.map((label, n) => [label, ...chart.lines.map((line) => line.words[n])]);
  details.append(table(chart.title, ['', ...chart.lines.map((line) => line.label)], rows));
}
