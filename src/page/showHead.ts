import { jobKindOf } from '../core/jobKind.js';
import { aiFacts } from './aiFacts.js';
import { byId, make, setText } from './dom.js';
import { plainName } from './kindWords.js';
import { staleSince, type FeedState } from './feed/feedState.js';
import { statusWord } from '../words/statuses.js';
import { showLink } from './showLink.js';
import { progressAt, type ShownSpending } from './view.js';

let shown: ShownSpending | undefined;

/** Shows the job, its progress, and whether that is fresh. */
export function showHead(feed: FeedState | undefined, now: number): void {
  if (feed === undefined) return;
  const { snapshot } = feed;
  const name = plainName(snapshot.jobName);
  setText(byId('title'), name);
  document.title = `${name} – stepstream`;
  const status = snapshot.job?.Status;
  byId('status').hidden = status === undefined;
  byId('status').dataset['status'] = status ?? '';
  setText(byId('status'), status === undefined ? '' : statusWord(status));
  setText(byId('subtitle'), subtitleOf(feed));
  showProgress(feed, now);
  showLink(feed.link, staleSince(feed), now, 'complete');
}

function subtitleOf({ snapshot: { jobName, job } }: FeedState): string {
  if (job === undefined) return '';
  return [
    job.JobDescription,
    // That of an AI job stands in place of its recommendations.
    jobKindOf(jobName) === 'classic' ? job.FailureReason : undefined,
    job.CreationTime &&
      `started ${job.CreationTime.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })}`,
  ]
    .filter(Boolean)
    .join(' · ');
}

function showProgress(feed: FeedState, now: number): void {
  const progress = progressAt(feed, now, shown);
  const { jobName, job, steps } = feed.snapshot;
  shown = { jobName, steps: steps.size, spentUsd: progress.spentUsd };
  if (jobKindOf(jobName) !== 'classic') {
    byId('ai-facts').replaceChildren(
      ...aiFacts(job, progress.elapsed).map(([term, text]) =>
        make('div', {}, make('dt', {}, term), make('dd', {}, text)),
      ),
    );
    return;
  }
  setText(byId('done'), `${progress.tests}${progress.failed && ', '}`);
  setText(byId('failed'), progress.failed);
  setText(byId('elapsed-name'), progress.isOver ? 'Took' : 'Running for');
  setText(byId('spent-name'), progress.isOver ? 'Spent' : 'Spent so far');
  byId('to-go').hidden = progress.isOver;
  setText(byId('elapsed'), progress.elapsed);
  setText(byId('left'), progress.left);
  setText(byId('spent'), progress.spent);
  setText(byId('spent-note'), progress.spentNote);
  const bar = byId('bar');
  if (progress.share === undefined) bar.removeAttribute('aria-valuenow');
  else bar.setAttribute('aria-valuenow', String(Math.round(progress.share * 100)));
  bar.setAttribute('aria-valuetext', byId('tests').textContent);
  for (const { kind, share } of progress.parts) {
    const part = bar.querySelector<HTMLElement>(`.${kind}`);
    if (part !== null) part.style.width = `${String(share * 100)}%`;
  }
}
