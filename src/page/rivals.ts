import type { Step } from '../core/step.js';
import { shortName, type EnvironmentLetters } from '../words/environments.js';
import { latency } from '../words/durations.js';
import { dollars } from '../words/money.js';
import { grouped, throughput } from '../words/numbers.js';
import { percentSize } from '../words/percents.js';
import { reasonText } from '../words/reasons.js';
import { percentBetween, tieReason, type ShownFigure } from '../words/ties.js';
import type { Choice } from './choice.js';
import { figureOfStep } from './deploymentFigures.js';

/** A configuration beside the pick, and how the two compare: `29 % dearer`, `12 % cheaper, but over 120 ms`. */
export interface Rival {
  /** Its rank; undefined where it doesn't fit. */
  readonly rank?: number;
  readonly name: string;
  readonly text: string;
}

/** Why the pick is the pick. */
export interface Rivals {
  /** The next ones that fit, the best first. */
  readonly behind: readonly Rival[];
  /** The best of those that are ahead of the pick and don't fit. */
  readonly ahead: Rival | undefined;
  /** Number of the others that are ahead and don't fit. */
  readonly moreAhead: number;
}

/** Maximum number of rivals that are named. */
const MOST_NAMED = 2;

/** The figure that is chosen by, and what a step is called whose figure is worse, better or the same as shown. */
interface Compared extends ShownFigure {
  readonly before: string;
  readonly same: string;
}

/**
 * Compares the pick with its rivals: the next ones, and those that would be ahead of it without the reader's bounds.
 * `unbounded` is the ranking without them. Undefined where there is no pick.
 */
export function rivalsOf(
  choice: Choice,
  unbounded: readonly Step[],
  letters: EnvironmentLetters,
): Rivals | undefined {
  const [pick, ...behind] = choice.ranked;
  if (pick === undefined) return undefined;
  const compared = comparedBy(choice);
  const ahead = unbounded.slice(0, Math.max(0, unbounded.indexOf(pick)));
  const [first] = ahead;
  const named = (step: Step, text: string): Rival => ({ name: shortName(step, letters), text });
  return {
    behind: behind
      .slice(0, MOST_NAMED - (first === undefined ? 0 : 1))
      .map((step, i) => ({ rank: i + 2, ...named(step, behindText(compared, pick, step)) })),
    ahead: first && named(first, aheadText(compared, pick, first, reasonsOf(choice, first))),
    moreAhead: Math.max(0, ahead.length - 1),
  };
}

function comparedBy(choice: Choice): Compared {
  if (choice.kind === 'classic') {
    const words = { behind: 'dearer', before: 'cheaper', same: 'as cheap as the pick' };
    return { ...words, figureOf: choice.costOf, write: dollars };
  }
  const { by, stat } = choice;
  return by === 'ttft'
    ? {
        figureOf: step => figureOfStep(step, 'TimeToFirstToken', stat),
        write: latency,
        ...{ behind: 'slower', before: 'quicker', same: 'as quick as the pick' },
      }
    : {
        figureOf: step => figureOfStep(step, 'OutputTokenThroughput'),
        write: throughput,
        ...{ behind: 'fewer tokens', before: 'more tokens', same: 'as many tokens as the pick' },
      };
}

const percentOf = ({ figureOf }: Compared, pick: Step, other: Step): string =>
  percentSize(percentBetween(figureOf(pick) ?? NaN, figureOf(other) ?? NaN));

function behindText(compared: Compared, pick: Step, other: Step): string {
  const reason = tieReason(pick, other, compared);
  return reason === undefined
    ? `${percentOf(compared, pick, other)} ${compared.behind}`
    : `${compared.same}, but ${reason}`;
}

function aheadText(compared: Compared, pick: Step, other: Step, reasons: string): string {
  const isTie = tieReason(other, pick, compared) !== undefined;
  const size = isTie ? compared.same : `${percentOf(compared, pick, other)} ${compared.before}`;
  return `${size}, but ${reasons}`;
}

const reasonsOf = ({ excluded }: Choice, wanted: Step): string =>
  [...new Set(excluded.find(({ step }) => step === wanted)?.reasons.map(reasonText))].join(', ');

/** What the bounds of the reader decided: how many more are ahead and don't fit, or that none is; empty without bounds. */
export function boundsText({ ahead, moreAhead }: Rivals, hasBounds: boolean): string {
  if (moreAhead > 0)
    return `${grouped(moreAhead)} more would be ahead, but ${moreAhead === 1 ? 'doesn’t' : 'don’t'} fit.`;
  return hasBounds && ahead === undefined ? 'No bound decided: it would win without them.' : '';
}
