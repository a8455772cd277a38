import type { Load } from '../../core/load.js';
import { isTerminal } from '../../core/status.js';
import { oneLine } from '../../words/oneLine.js';
import { stepLabel } from '../../core/stepLabel.js';
import { loadLine } from '../comparedLoads.js';
import type { By } from '../flags/settings.js';
import type { Terminal } from '../process/terminal.js';
import type { RankingCriterion } from './rankingCriterion.js';
import type { BestDecision, RankedStep } from './bestDecision.js';
import { explanation } from './explanation.js';
import { measuredText } from './measuredText.js';

/** What the first is, and what the others are beside it. */
const WORDS: Readonly<Record<By, readonly [first: string, behind: string]>> = {
  cost: ['Cheapest per inference', 'dearer'],
  'cost-per-hour': ['Cheapest per hour', 'dearer'],
  latency: ['Quickest', 'slower'],
  throughput: ['Takes the most', 'less'],
  monthly: ['Cheapest per month', 'dearer'],
};

/** A decision for people: a line for the pick, one for the runner-up, and if asked why it is so. */
export function decisionText(decision: BestDecision, explain: boolean, terminal: Terminal): string {
  const { criterion, ranked } = decision;
  const [pick, runnerUp] = ranked;
  const lines =
    pick === undefined
      ? []
      : [
          `${titleOf(decision)}: ${stepLabel(pick.step)} at ${measuredText(pick.step, criterion)}`,
          `Runner-up: ${runnerUp === undefined ? 'none, nothing else fits' : behind(runnerUp, criterion)}`,
          loadNote(decision.job.load),
        ];
  return [...lines.map(oneLine), ...(explain ? explanation(decision, terminal) : [])].join('\n').trim();
}

/** The load under which all of it was measured. Where that had an end, MaxInvocations is no limit of an instance. */
function loadNote(load: Load | undefined): string {
  const asked = load?.StoppingConditions?.MaxInvocations;
  const note =
    asked === undefined ? '' : `. An instance may take more than the ${String(asked)} that were asked for`;
  return `${loadLine(load)}${note}`;
}

function titleOf({ job, criterion: { by, monthly } }: BestDecision): string {
  const [first] = WORDS[by];
  const traffic = monthly && ` at ${String(monthly.traffic.requestsPerMinute)} requests a minute`;
  return `${first}${traffic ?? ''}${job.Status === undefined || isTerminal(job.Status) ? '' : ', so far'}`;
}

function behind({ step, byPercent }: RankedStep, criterion: RankingCriterion): string {
  const [, worse] = WORDS[criterion.by];
  const much = byPercent === 0 ? 'the same' : `${percentOf(byPercent)} ${worse}`;
  return `${stepLabel(step)}, ${much}: ${measuredText(step, criterion)}`;
}

/** `17.2%`, and `<0.1%` for what is not quite nothing. */
function percentOf(percent: number): string {
  return percent < 0.1 ? '<0.1%' : `${percent.toFixed(1)}%`;
}
