import type { Ord } from 'fp-ts/lib/Ord.js';
import { InvalidInputError } from '../../core/errors.js';
import { isRecommendation } from '../../core/recommendationStep.js';
import type { Step } from '../../core/step.js';

/** Throws where steps of both kinds are given: load tests of classic jobs, and recommendations of AI jobs. */
export type OneKind = (step: Step) => void;

/**
 * Makes a guard against rankings over both kinds of steps, whose figures of one name mean different things: a cost is
 * that of an inference, or that of a million tokens. `where` names the call.
 */
export function oneKind(where: string): OneKind {
  let first: boolean | undefined;
  return step => {
    const isOne = isRecommendation(step);
    first ??= isOne;
    if (first !== isOne) throw mixedKinds(where);
  };
}

/** The error of a ranking over both kinds. */
function mixedKinds(where: string): InvalidInputError {
  return new InvalidInputError(
    where,
    'load tests of a classic job and recommendations of an AI job have no cost or throughput in common; rank each ' +
      "job by itself, with bestBy(order, { per: 'job' }), or filter the stream by StepType",
  );
}

/** The order, which fails instead of comparing a load test with a recommendation. */
export function apart(where: string, order: Ord<Step>): Ord<Step> {
  const check = (a: Step, b: Step): void => {
    if (isRecommendation(a) !== isRecommendation(b)) throw mixedKinds(where);
  };
  return {
    compare: (a, b) => {
      check(a, b);
      return order.compare(a, b);
    },
    equals: (a, b) => {
      check(a, b);
      return order.equals(a, b);
    },
  };
}
