import type { ListStepsOutput, RecommenderApi } from '../../../src/api/recommenderApi.js';
import { integer, pick, type Random } from '../../../src/testing/random.js';
import type { ServerLog } from '../../support/watchChecker.js';

/** What a service does to its lists, over what happens to the steps. */
export interface Whims {
  readonly wrapper: (api: RecommenderApi) => RecommenderApi;
  /** Whether a list is being read. */
  readonly reading: () => boolean;
  /** Whether the last two lists were not the truth, as a step came while each was read: nothing can be expected then. */
  readonly twice: () => boolean;
  /** Does this before the next list begins. */
  readonly between: (act: () => void) => void;
  readonly kind: 'none' | 'moves' | 'old';
}

/**
 * Small pages; steps that move between two pages of a list; and, of lists of one page, answers of
 * yesterday. Never with two lists in a row, as what two in a row say is believed.
 */
export function whims(
  random: Random,
  log: ServerLog,
  mayMove: () => boolean,
  move: () => void,
  count: () => number | undefined,
): Whims {
  const kind = pick(random, ['none', 'moves', 'moves', 'old'] as const);
  const MaxResults = kind === 'moves' ? integer(random, 1, 6) : 100;
  let before: readonly ListStepsOutput[] = [];
  let reading = false;
  let whimsical = false;
  let wasWhimsical = false;
  let twice = false;
  let countBefore: number | undefined;
  let acts: (() => void)[] = [];

  const listSteps =
    (listed: RecommenderApi): RecommenderApi['listSteps'] =>
    async (input, call) => {
      if (input.NextToken === undefined) {
        acts.forEach(act => act());
        acts = [];
        reading = true;
        whimsical = false;
        countBefore = count();
      }
      const page = await listed.listSteps({ ...input, MaxResults }, call);
      log.listed(page.Steps ?? []);
      const due = !wasWhimsical && mayMove();
      if (page.NextToken !== undefined) {
        if (kind === 'moves' && due && random() < 0.3) {
          move();
          whimsical = true;
        }
        return page;
      }
      reading = false;
      if (page.Steps === undefined) return page;
      const old = kind === 'old' && due && before.length > 0 && random() < 0.2;
      const isWhimsical = whimsical || old || count() !== countBefore;
      twice = wasWhimsical && isWhimsical;
      wasWhimsical = isWhimsical;
      if (old) return pick(random, before);
      before = [...before, page].slice(-10);
      return page;
    };
  return {
    wrapper: api => ({ ...api, listSteps: listSteps(api) }),
    reading: () => reading,
    twice: () => twice,
    between: act => acts.push(act),
    kind,
  };
}
