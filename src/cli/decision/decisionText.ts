import { counted } from '../../core/counted.js';
import { jobKindOf } from '../../core/jobKind.js';
import { isRecommendation } from '../../core/recommendationStep.js';
import type { Step } from '../../core/step.js';
import { isTerminal } from '../../core/status.js';
import { oneLine } from '../../words/oneLine.js';
import { stepLabel } from '../../core/stepLabel.js';
import { loadLine } from '../comparedLoads.js';
import { askedInvocations, type JobLoad } from '../jobLoad.js';
import { boundTexts } from '../flags/boundFlags.js';
import type { By } from '../flags/settings.js';
import type { Terminal } from '../process/terminal.js';
import { amount, perMillion } from '../../words/money.js';
import { fixed } from '../../words/numbers.js';
import { pickTitle } from '../../words/picks.js';
import { tieReason } from '../../words/ties.js';
import { scalingText } from '../scaling/scalingText.js';
import { percentOf } from '../tables/percentOf.js';
import type { RankingCriterion } from './rankingCriterion.js';
import type { BestDecision, RankedStep } from './bestDecision.js';
import { explanation } from './explanation.js';
import { detailsOf, exclusionText } from './exclusionText.js';
import { measuredText } from './measuredText.js';
import { EXAMPLE_TRAFFIC, trafficLines } from './trafficLines.js';

/** What the first is, what the others are beside it, and what one is whose figure looks the same. */
const WORDS: Readonly<Record<By, readonly [first: string, behind: string, alike: string]>> = {
  ttft: ['Quickest to the first token', 'slower', 'as quick'],
  tokens: ['Most tokens a second', 'less', 'as many'],
  'request-latency': ['Quickest request', 'slower', 'as quick'],
  cost: ['Cheapest per inference', 'dearer', 'as cheap'],
  'cost-per-hour': ['Cheapest per hour', 'dearer', 'as cheap'],
  latency: ['Quickest', 'slower', 'as quick'],
  throughput: ['Takes the most', 'less', 'as much'],
  monthly: ['Cheapest per month', 'dearer', 'as cheap'],
};

const whole = (figure: number): string => fixed(figure, 0);

/** How each figure is shown. */
const SHOWN: Readonly<Record<By, (figure: number) => string>> = {
  ttft: whole,
  tokens: whole,
  'request-latency': whole,
  cost: figure => amount(perMillion(figure)),
  'cost-per-hour': figure => fixed(figure, 3),
  latency: whole,
  throughput: whole,
  monthly: amount,
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
          `Runner-up: ${runnerUp === undefined ? 'none, nothing else fits' : behind(runnerUp, pick, criterion)}`,
          loadNote(decision.job.load),
          ...boundLines(decision),
          ...deployLines(pick.step),
          ...(explain ? [] : leftOutLines(decision)),
          ...trafficLines(decision.months, {
            pick: pick.step,
            title: `the ${pickTitle(isOver(decision)).toLowerCase()}`,
            nameOf: stepLabel,
            ask: EXAMPLE_TRAFFIC,
          }),
        ];
  const { scaling } = decision;
  const advised =
    pick === undefined || scaling === undefined
      ? []
      : scalingText(scaling, criterion.monthly?.of(pick.step)?.instances);
  return [...lines.map(cleaned), ...advised, ...(explain ? explanation(decision, terminal) : [])]
    .join('\n')
    .trim();
}

/** A line without what a terminal would obey; its indent stays. */
const cleaned = (line: string): string => `${/^ */.exec(line)?.[0] ?? ''}${oneLine(line)}`;

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

/** The bounds that were given, and how many configurations each leaves out. */
function boundLines({ job, bounds, ranked, excluded, considered }: BestDecision): readonly string[] {
  const noun = jobKindOf(job.JobName) === 'classic' ? 'step' : 'recommendation';
  const texts = boundTexts(bounds).map(([bound, text]) => {
    const count = excluded.find(one => one.kind === 'bound' && one.bound === bound);
    return count?.kind === 'bound'
      ? `${text} leaves out ${String(count.steps)}${detailsOf(count)}`
      : `${text} leaves out none`;
  });
  return texts.length === 0
    ? []
    : [`Bounds: ${texts.join(', ')}; ${String(ranked.length)} of ${counted(considered, noun)} fit`];
}

/** The recommendations that were left out as they lack a price or a figure: the best one may be among them. */
function leftOutLines({ job, excluded, considered }: BestDecision): readonly string[] {
  if (jobKindOf(job.JobName) === 'classic') return [];
  return excluded
    .filter(({ kind }) => kind === 'figure' || kind === 'price')
    .map(
      count =>
        `Left out: ${String(count.steps)} of ${counted(considered, 'recommendation')}, ${exclusionText(count)}`,
    );
}

function titleOf(decision: BestDecision): string {
  const { criterion, ranked } = decision;
  const { by, monthly } = criterion;
  const isTokens = by === 'cost' && ranked.some(({ step }) => isRecommendation(step));
  const first = isTokens ? 'Cheapest per million tokens' : WORDS[by][0];
  const traffic = monthly && ` at ${String(monthly.traffic.requestsPerMinute)} requests a minute`;
  const title = `${first}${traffic ?? ''}`;
  return isOver(decision) ? title : `Best so far, ${title.toLowerCase()}`;
}

/** Whether no further step can be better. Of a file that doesn't describe its job, its steps alone tell. */
const isOver = ({ job: { Status, isPartial = false }, excluded }: BestDecision): boolean =>
  Status === undefined
    ? !isPartial && excluded.every(count => count.kind !== 'status' || isTerminal(count.status))
    : isTerminal(Status);

function behind({ step, byPercent }: RankedStep, pick: RankedStep, criterion: RankingCriterion): string {
  const { by, figureOf } = criterion;
  const [, worse, alike] = WORDS[by];
  const write = by === 'cost' && isRecommendation(step) ? amount : SHOWN[by];
  const shown = { figureOf, write, behind: worse, percent: percentOf };
  const reason = tieReason(pick.step, step, shown);
  const much = reason === undefined ? `${percentOf(byPercent)} ${worse}` : `${alike}, but ${reason}`;
  return `${stepLabel(step)}, ${much}: ${measuredText(step, criterion)}`;
}
