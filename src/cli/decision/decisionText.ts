import { counted } from '../../core/counted.js';
import { jobKindOf } from '../../core/jobKind.js';
import { isRecommendation } from '../../core/recommendationStep.js';
import type { Step } from '../../core/step.js';
import { isTerminal } from '../../core/status.js';
import { oneLine } from '../../words/oneLine.js';
import { stepLabel } from '../../core/stepLabel.js';
import { loadLine } from '../comparedLoads.js';
import { askedInvocations, type JobLoad } from '../jobLoad.js';
import type { By } from '../flags/settings.js';
import type { Terminal } from '../process/terminal.js';
import { scalingText } from '../scaling/scalingText.js';
import type { RankingCriterion } from './rankingCriterion.js';
import type { BestDecision, RankedStep } from './bestDecision.js';
import { explanation } from './explanation.js';
import { exclusionText } from './exclusionText.js';
import { measuredText } from './measuredText.js';

/** What the first is, and what the others are beside it. */
const WORDS: Readonly<Record<By, readonly [first: string, behind: string]>> = {
  ttft: ['Quickest to the first token', 'slower'],
  tokens: ['Most tokens a second', 'less'],
  'request-latency': ['Quickest request', 'slower'],
  cost: ['Cheapest per inference', 'dearer'],
  'cost-per-hour': ['Cheapest per hour', 'dearer'],
  latency: ['Quickest', 'slower'],
  throughput: ['Takes the most', 'less'],
  monthly: ['Cheapest per month', 'dearer'],
};

/**
 * A decision for people: a line for the pick, one for the runner-up, one for each reason that left recommendations out
 * unmeasured or unpriced, and if asked why it is so.
 */
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
          ...deployLines(pick.step),
          ...(explain ? [] : leftOutLines(decision)),
        ];
  const { scaling } = decision;
  const advised =
    pick === undefined || scaling === undefined
      ? []
      : scalingText(scaling, criterion.monthly?.of(pick.step)?.instances);
  return [...lines.map(oneLine), ...advised, ...(explain ? explanation(decision, terminal) : [])]
    .join('\n')
    .trim();
}

/** The load under which all of it was measured. Where that had an end, MaxInvocations is no limit of an instance. */
function loadNote(load: JobLoad | undefined): string {
  const asked = askedInvocations(load);
  const note =
    asked === undefined ? '' : `. An instance may take more than the ${String(asked)} that were asked for`;
  return `${loadLine(load)}${note}`;
}

/** What a recommendation is deployed by: the model package that its job has registered, and the specification in it. */
function deployLines(step: Step): readonly string[] {
  const { ModelPackageArn, InferenceSpecificationName } = step.AIRecommendation?.ModelDetails ?? {};
  if (ModelPackageArn === undefined) return [];
  const specification =
    InferenceSpecificationName === undefined ? '' : `, specification ${InferenceSpecificationName}`;
  return [`Deploy: ${ModelPackageArn}${specification}`];
}

/** The recommendations that were left out as they lack a price or a figure: the best one may be among them. */
function leftOutLines({ job, excluded, considered }: BestDecision): readonly string[] {
  if (jobKindOf(job.JobName) === 'classic') return [];
  return excluded
    .filter(count => /^(figure|price)$/.test(count.kind) || (count.kind === 'bound' && count.unmeasured > 0))
    .map(
      count =>
        `Left out: ${String(count.steps)} of ${counted(considered, 'recommendation')}, ${exclusionText(count)}`,
    );
}

function titleOf({ job, criterion: { by, monthly }, ranked }: BestDecision): string {
  const isTokens = by === 'cost' && ranked.some(({ step }) => isRecommendation(step));
  const first = isTokens ? 'Cheapest per million tokens' : WORDS[by][0];
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
