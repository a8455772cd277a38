import { take } from 'rxjs';
import { StepstreamError, type Recommender, type StepFilters, type StepsPage } from '../../src/index.js';
import type { Outcome, Question } from './peer.js';
import type { Leg } from './setting.js';

/** What came of a leg, and in how many pages. */
export interface OwnOutcome extends Outcome {
  /** How many of its pages had items. */
  readonly fullPages: number;
}

/** What lists: a recommender, or the same two ways of listing on another port. */
export type Lister = Pick<Recommender, 'steps$' | 'pages'>;

/** Lists a leg with stepstream: as a stream, or pulled page by page. */
export async function listOurs(
  lister: Lister,
  { JobName, Status, StepType }: Question,
  { pageSize, cut, pulled }: Leg,
  token: string | undefined,
): Promise<OwnOutcome> {
  const filters: StepFilters = {
    status: Status,
    stepType: StepType,
    pageSize,
    maxItems: cut?.kind === 'maxItems' ? cut.items : undefined,
    startingToken: token,
  };
  const most = cut?.kind === 'pages' ? cut.pages : Infinity;
  const pages: StepsPage[] = [];
  const outcome = (resume: string | undefined, failed: boolean): OwnOutcome => ({
    items: pages.flatMap(page => page.steps),
    token: resume,
    failed,
    fullPages: pages.filter(page => page.steps.length > 0).length,
  });
  try {
    if (pulled) {
      for await (const page of lister.pages(JobName, filters)) {
        pages.push(page);
        if (pages.length === most) break;
      }
    } else {
      await lister
        .steps$(JobName, filters)
        .pipe(take(most))
        .forEach(page => void pages.push(page));
    }
    return outcome(pages.at(-1)?.resumeToken, false);
  } catch (error) {
    if (cut?.kind === 'error' && error instanceof StepstreamError) return outcome(error.resumeToken, true);
    throw error;
  }
}
