// The questions that the page asks of the engine, and its answers. Written by the test src/workshop/protocol.rs from the types of
// the engine: UPDATE_PROTOCOL=1 cargo test --lib protocol writes it anew.

/** Normal times of a scenario: the page hands them on as they come. */
export type NormalTimes = string;

/** Values of levers by their names; what is not named stays as the scenario has it. */
export type Levers = Record<string, number>;

/** A file by its name. */
export type TextFile = { name: string, text: string };

/** A text that a scenario is put together from: who asked for it, by which name, and what its own name is. */
export type OtherText = { from: string, wanted: string, name: string, text: string };

/**
 * What a page knows of a scenario that is open.
 */
export type Opened = { name: string, question: Array<string>, levers: Array<Lever>, places: Array<Place>, seed: number, count: number, not_for: string, };

/**
 * One lever.
 */
export type Lever = {
/**
 * Its name in links and questions.
 */
id: string,
/**
 * What it is called.
 */
label: string,
/**
 * What it does, in a sentence or two.
 */
meaning: string,
/**
 * Whether its values are shown side by side and not on a scale.
 */
choice: boolean,
/**
 * Its values, in order.
 */
values: Array<LeverValue>,
/**
 * The place of the scenario's own value.
 */
own: number, };

/**
 * A value of a lever.
 */
export type LeverValue = {
/**
 * The number.
 */
value: number,
/**
 * As it is read, with its unit.
 */
words: string, };

/**
 * A box of the pathway; the first is the front door, the others the stages in their order.
 */
export type Place = {
/**
 * What it is called.
 */
name: string,
/**
 * Who does the work there; empty where nobody in particular.
 */
team: string,
/**
 * How many decisions it takes to get there, at least.
 */
column: number,
/**
 * Whether a child there counts as found.
 */
protective: boolean,
/**
 * Places a decision leads to; closing is not one.
 */
leads_to: Array<number>, };

/**
 * Normal times that are to be found.
 */
export type Normal = { key: string,
/**
 * Replications of each round.
 */
rounds: [number, number, number, number, number, number], solved: NormalTimes, };

/**
 * A side that was made.
 */
export type Made = { run_id: string, count: number, sets: Array<string>, };

/**
 * What is shown of a side.
 */
export type View = {
/**
 * Replications so far.
 */
runs: number,
/**
 * The same in words.
 */
runs_in_words: string,
/**
 * Replications asked for.
 */
asked: number,
/**
 * Eight digits of the run, as the command line gives them.
 */
run_id: string,
/**
 * The miss rate with its interval, of every 100; empty where there is none.
 */
rate: string,
/**
 * What the rate is of; where there is none, why.
 */
rate_of: string,
/**
 * The answer with whole children; empty where there is no miss rate.
 */
spoken: string,
/**
 * The answer, a paragraph a line of thought.
 */
answer: Array<string>,
/**
 * How its numbers are to be read.
 */
frame: string,
/**
 * A hundred children.
 */
icons: Array<IconArray>,
/**
 * The charts.
 */
charts: Array<Chart>,
/**
 * Children who enter each box of the pathway in the headline's period.
 */
counts: Array<string>,
/**
 * When they enter it.
 */
counts_of: string,
/**
 * What to distrust.
 */
warnings: Array<string>,
/**
 * The headline's numbers in full, so that another machine can compare them.
 */
exact: Array<[string, number, number | null]>, };

/**
 * An array of a hundred signs.
 */
export type IconArray = {
/**
 * Whose children they are.
 */
title: string,
/**
 * The array in words.
 */
alt: string,
/**
 * The picture.
 */
svg: string,
/**
 * Its key, with how many there are of each.
 */
key: Array<Sign>, };

/**
 * One entry of the key.
 */
export type Sign = {
/**
 * How many of the hundred.
 */
number: number,
/**
 * What became of them.
 */
words: string,
/**
 * The sign.
 */
svg: string, };

/**
 * A chart.
 */
export type Chart = {
/**
 * Its name in the page.
 */
id: string,
/**
 * What it shows.
 */
title: string,
/**
 * The unit of its values.
 */
unit: string,
/**
 * Whether its series stand on one another.
 */
stacked: boolean,
/**
 * Its days: the first of each month or week.
 */
days: string[],
/**
 * The days as they are read.
 */
labels: Array<string>,
/**
 * Its series.
 */
lines: Array<ChartLine>,
/**
 * Publicity: the place among the days, with a fraction, and its label.
 */
marks: Array<[number, string]>, };

/**
 * A series of a chart.
 */
export type ChartLine = {
/**
 * What it is.
 */
label: string,
/**
 * Which colour and stroke it has.
 */
look: number,
/**
 * Its values; nothing where there is none.
 */
values: Array<number | null>,
/**
 * The values as they are read.
 */
words: Array<string>, };

/**
 * Two sides.
 */
export type Beside = {
/**
 * The chance that the change helps, in words.
 */
chance: string,
/**
 * What may be said, a paragraph a line of thought.
 */
findings: Array<string>,
/**
 * Measures side by side.
 */
rows: Array<BesideRow>,
/**
 * Replications of each side.
 */
runs: number, };

/**
 * A measure on both sides.
 */
export type BesideRow = {
/**
 * What.
 */
label: string,
/**
 * The baseline, the other, and the difference with its interval.
 */
cells: [string, string, string],
/**
 * What may be said of the difference.
 */
verdict: string, };

/**
 * A replay as the page moves it.
 */
export type Film = {
/**
 * Which replication, from 0, and why that one.
 */
about: string,
/**
 * Its first day.
 */
from: string,
/**
 * Days.
 */
days: number,
/**
 * Each day as it is read.
 */
labels: Array<string>,
/**
 * Children in it.
 */
children: number,
/**
 * Day, child, what (see [`code`]) and where: four numbers a move.
 */
moves: Array<number>, };

/**
 * The exercise.
 */
export type Exercise = {
/**
 * What it is about.
 */
about: string,
/**
 * How many referrals the team has room for.
 */
room: number,
/**
 * The referrals.
 */
referrals: Array<Card>,
/**
 * How certain one could have been over all of them.
 */
certainty: string, };

/**
 * A referral on the desk.
 */
export type Card = {
/**
 * What a duty manager sees, a fact a line.
 */
facts: Array<string>,
/**
 * How worrying it looks, of 100 referrals.
 */
looks: number,
/**
 * From and to which of 100 it could as well be.
 */
spread: [number, number],
/**
 * How worrying it looks, in words.
 */
looks_in_words: string,
/**
 * Whether the rule accepted it.
 */
accepted: boolean,
/**
 * What nobody could see.
 */
high: boolean,
/**
 * How many that look like this were at high risk.
 */
alike: string, };

/**
 * A child's story as the page sets it.
 */
export type Told = {
/**
 * The child's name in the model.
 */
child: string,
/**
 * The story, part by part.
 */
parts: Array<StoryLine>, };

/**
 * A part of a story that is set elsewhere.
 */
export type StoryLine = {
/**
 * `heading`, `prose` or `item`.
 */
kind: string,
/**
 * Its words.
 */
words: string, };

/**
 * What may be taken away.
 */
export type Files = { scenario: string, estimates: string, weekly: string, commands: Array<CommandLine>, };

/**
 * A line to type, and where.
 */
export type CommandLine = {
/**
 * Whose line it is; empty where it serves every shell.
 */
shell: string,
/**
 * The line.
 */
text: string, };

/**
 * The scenarios of a page: each text once, and the normal times of all.
 */
export type Shelf = { scenarios: Array<Shown>, texts: Array<string>, pilots: { [key in string]: string }, small: boolean, };

/**
 * A scenario of the page.
 */
export type Shown = { title: string, file: string, name: string, text: number, others: Array<OtherShown>, };

export type OtherShown = { from: string, wanted: string, name: string, text: number, };

/** What may be asked. */
export type Question =
  | { ask: 'pilots', pilots: Record<string, string> }
  | { ask: 'open', name: string, text: string, others?: OtherText[], files?: TextFile[] }
  | { ask: 'heads', files: TextFile[] }
  | { ask: 'normal', levers?: Levers }
  | { ask: 'round', levers?: Levers, solved: NormalTimes, round: number, from: number, to: number }
  | { ask: 'take', levers?: Levers, solved: NormalTimes, round: number }
  | { ask: 'side', side: number, levers?: Levers, seed?: number, count?: number }
  | { ask: 'replicate', side: number, from: number, to: number }
  | { ask: 'gather', side: number }
  | { ask: 'view', side: number }
  | { ask: 'beside', side: number, name: string, baseline: number, baseline_name: string }
  | { ask: 'replay', side: number }
  | { ask: 'exercise', side: number, skip: number }
  | { ask: 'story', side: number, outcome: string, skip: number }
  | { ask: 'files', side: number, file: string }
  | { ask: 'forget', side: number }
  ;

/** What is answered, by the question. */
export type Answers = {
  pilots: null,
  open: Opened,
  heads: string[],
  normal: Normal | null,
  round: null,
  take: { solved: NormalTimes } | NormalTimes,
  side: Made,
  replicate: null,
  gather: number,
  view: View,
  beside: Beside,
  replay: Film,
  exercise: Exercise,
  story: Told,
  files: Files,
  forget: null,
};
