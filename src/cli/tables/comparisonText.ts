import { describeRegression } from '../../core/regression.js';
import { configurationsOf, namedBy, type ComparedConfiguration, type ComparedJobs } from '../comparedJobs.js';
import { loadLines } from '../comparedLoads.js';
import { oneLine } from '../../words/oneLine.js';
import { stepLabel } from '../../core/stepLabel.js';
import { resultText } from '../../words/resultText.js';
import type { Terminal } from '../process/terminal.js';
import { comparisonTable } from './comparisonTable.js';
import { figureComparisonTable } from './figureComparisonTable.js';
import { fitTable } from './fitTable.js';

/** A comparison for people: the table, what was added, is missing or worse, and whether it passed. */
export function comparisonText(compared: ComparedJobs, terminal: Terminal): string {
  const { job, baseline, loads, comparison, judgement } = compared;
  const { verdict, regressions, sentence } = judgement;
  const worse = new Set(regressions.map(({ key }) => key));
  const remarks = [
    ...configurationsOf(comparison)
      .filter(({ change, key }) => change !== 'compared' && !worse.has(key))
      .map(one => [one.change, remarkOn(one)] as const),
    ...regressions.map(regression => ['worse', oneLine(describeRegression(regression))] as const),
  ];
  return [
    `${job} against ${baseline === 'existing-endpoint' ? 'the existing endpoint' : baseline}`,
    ...loadLines(loads).map(oneLine),
    ...(comparison.rows.length === 0 ? [] : ['', tableOf(compared, terminal)]),
    ...(remarks.length === 0 ? [] : ['', remarksText(remarks, terminal.columns)]),
    '',
    terminal.paint(verdict === 'passed' ? 'green' : 'red', oneLine(sentence)),
  ].join('\n');
}

/** The rows: load tests by their metrics, recommendations by their figures. */
function tableOf({ comparison: { rows }, bounds: { stat } }: ComparedJobs, terminal: Terminal): string {
  return rows.every(({ figures }) => figures !== undefined)
    ? figureComparisonTable(rows, terminal, stat)
    : comparisonTable(rows, terminal);
}

function remarkOn(configuration: ComparedConfiguration): string {
  const { change, step } = configuration;
  const named = namedBy(configuration);
  const name = named === undefined ? '' : stepLabel(named);
  if (step === undefined) return oneLine(`${name}: not there now`);
  if (change === 'added') return oneLine(`${name}: ${resultText(step)}`);
  const reason = step.InferenceBenchmark?.FailureReason ?? '';
  return oneLine(`${name}: ${step.Status}${reason === '' ? '' : `: ${reason}`}`);
}

/** Lines with a word before each, wrapped beside it. */
function remarksText(remarks: readonly (readonly [string, string])[], width: number): string {
  const columns = [{ head: '' }, { head: '', least: LEAST_REMARK }];
  const rows = remarks.map(cells => ({ cells }));
  const table = fitTable(columns, rows, width);
  if (table === undefined) return remarks.map(words => words.join(' ')).join('\n');
  // Without names there is nothing to be ruled off.
  return table.split('\n').slice(2).join('\n');
}

/** Least width of a remark, in columns. */
const LEAST_REMARK = 40;
