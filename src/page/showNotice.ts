import { byId, setText } from './dom.js';
import { KIND_WORDS } from './kindWords.js';
import type { PageState } from './view.js';

const FAULT = 'Something in this page went wrong, and what it shows may be old. Load it again.';
const NO_JOBS = 'There are no Inference Recommender jobs in this account and region yet.';
const NO_JOBS_AT_ALL = 'There are no jobs in this account and region yet.';

let broken = false;

/** Says what stands in the way, if anything. */
export function showNotice(state: PageState): void {
  if (broken) return;
  const text = noticeOf(state);
  byId('notice').hidden = text === '';
  setText(byId('notice-text'), text);
  if (text !== '' && state.feed === undefined) setText(byId('title'), 'No job');
}

/** Says that the page itself is broken. */
export function showFault(): void {
  broken = true;
  byId('notice').hidden = false;
  byId('notice').dataset['fault'] = 'true';
  setText(byId('notice-text'), FAULT);
}

/** What stands in the way, in a sentence; empty where nothing does. */
function noticeOf({ feed, jobs, against }: PageState): string {
  if (feed?.link.kind === 'refused') return feed.link.message;
  if (against?.link.kind === 'refused') return `The other job: ${against.link.message}`;
  if (feed !== undefined || jobs === undefined) return '';
  if (jobs.kind === 'failed') return `The list of jobs: ${jobs.message}`;
  if (jobs.jobs.length > 0) return '';
  for (const [kind, why] of jobs.unlisted) return `The list of ${KIND_WORDS[kind].jobs}: ${why}`;
  return jobs.kinds === undefined ? NO_JOBS : NO_JOBS_AT_ALL;
}
