import { animationFrameScheduler, auditTime, filter, interval, map, scan, share, withLatestFrom } from 'rxjs';
import { isTerminal } from '../core/status.js';
import { stepLabel } from '../core/stepLabel.js';
import { announcement, NOTHING_ANNOUNCED, type Announced } from './announcement.js';
import { jobKindOf } from '../core/jobKind.js';
import { pageTime } from './feed/browserPorts.js';
import { chartAxes } from './chartAxes.js';
import { comparedColumns } from './jobComparison.js';
import { showKind } from './showKind.js';
import { makeChart, type Chart } from './chart.js';
import { byId, setText } from './dom.js';
import { listen } from './listen.js';
import { firstJob } from './jobList.js';
import { showJobs } from './jobSelect.js';
import { pageSources } from './pageSources.js';
import { showComparison } from './showComparison.js';
import { showFailures } from './showFailures.js';
import { showHead } from './showHead.js';
import { showNotice } from './showNotice.js';
import { listenToCopy, showPick } from './showPick.js';
import { highlightRow, rowsPointedAt$, showRows } from './testTable.js';
import { viewOf, type PageState, type PageView } from './view.js';
import { showCriteria } from './criteriaSliders.js';
import { localTime } from '../words/times.js';
import { statusWord } from '../words/statuses.js';

const NO_LIST = { jobs: [], unlisted: undefined, staleSince: undefined };
const SECOND_MS = 1_000;
/** Interval between two announcements, in milliseconds; changes within it are announced together. */
const ANNOUNCE_INTERVAL_MS = 1_500;

/** Shows the job of the address, or the newest one that runs. */
export function showJobPage(): void {
  const { state$, changeAddress: choose } = pageSources();
  const chart = makeChart(highlightRow);
  const drawn$ = state$.pipe(
    auditTime(0, animationFrameScheduler),
    map(state => [state, viewOf(state)] as const),
    share(),
  );

  listen(drawn$, ([state, view]) => draw(state, view, chart));
  listen(state$.pipe(filter(({ feed }) => feed === undefined)), ({ jobs }) => {
    const job = jobs?.kind === 'jobs' ? firstJob(jobs.jobs) : undefined;
    if (job !== undefined) choose({ job });
  });
  listen(interval(SECOND_MS).pipe(withLatestFrom(state$)), ([, { feed }]) => showHead(feed, pageTime.now()));
  listen(
    drawn$.pipe(
      auditTime(ANNOUNCE_INTERVAL_MS),
      map(([state, view]) => announced(state, view)),
      scan((before, now) => ({ now, text: announcement(before.now, now) }), {
        now: NOTHING_ANNOUNCED,
        text: '',
      }),
      filter(({ text }) => text !== ''),
    ),
    ({ text }) => (byId('announcer').textContent = text),
  );
  listen(rowsPointedAt$(), key => chart.highlight(key));
  listenToCopy();
}

function draw(state: PageState, view: PageView, chart: Chart): void {
  const { feed, against, criteria, sorting, jobs } = state;
  const { jobs: listed, unlisted, staleSince } = jobs?.kind === 'jobs' ? jobs : NO_LIST;
  const jobName = feed?.snapshot.jobName;
  const none = jobName !== undefined ? undefined : jobs === undefined ? 'loading…' : 'none';
  showJobs('job', { jobs: listed, unlisted, none }, jobName);
  setText(byId('jobs-age'), staleSince === undefined ? '' : `list of ${localTime(staleSince)}`);
  const like = listed.filter(
    ({ JobName }) => JobName !== jobName && jobKindOf(JobName) === jobKindOf(jobName ?? ''),
  );
  showJobs('against', { jobs: like, none: 'no other job' }, against?.snapshot.jobName);
  showKind(jobName, view);
  showNotice(state);
  showHead(feed, pageTime.now());
  showPick(view, criteria);
  showCriteria(criteria, view.scales, view.choice);
  chart.show({
    points: view.points,
    dimmed: view.dimmed,
    axes: chartAxes(view.choice),
  });
  setText(byId('legend-pick'), view.isFinal || view.isLoading ? 'the pick' : 'best so far');
  byId('legend-other').hidden = view.dimmed.length === 0;
  showRows(view.rows, sorting, view.letters, view.choice);
  showFailures(view.failures);
  showComparison(view.compared, comparedColumns(view.choice));
}

function announced(
  { feed }: PageState,
  { choice, rivals, isFinal, isLoading, failures }: PageView,
): Announced {
  const job = feed?.snapshot.jobName;
  if (isLoading) return { ...NOTHING_ANNOUNCED, job };
  const [pick] = choice.ranked;
  const [next] = rivals?.behind ?? [];
  const status = feed?.snapshot.job?.Status;
  return {
    job,
    pick: pick && stepLabel(pick),
    next: next && `${next.name}: ${next.text}`,
    isFinal,
    failures,
    ended: status !== undefined && isTerminal(status) ? statusWord(status) : undefined,
  };
}
