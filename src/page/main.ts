import { animationFrameScheduler, auditTime, filter, interval, map, scan, share, withLatestFrom } from 'rxjs';
import { isTerminal } from '../core/status.js';
import { stepLabel } from '../core/stepLabel.js';
import { systemTime } from '../core/time.js';
import { announcement, NOTHING_ANNOUNCED, type Announced } from './announcement.js';
import { jobKindOf } from '../core/jobKind.js';
import { chartAxes } from './chartAxes.js';
import { comparedColumns } from './jobComparison.js';
import { showKind } from './showKind.js';
import { makeChart } from './chart.js';
import { byId } from './dom.js';
import { browserToken } from './browserToken.js';
import { exchangeToken, tokenOf } from './exchangeToken.js';
import { listen } from './listen.js';
import { firstJob } from './jobList.js';
import { showJobs } from './jobSelect.js';
import { pageSources } from './pageSources.js';
import { showComparison } from './showComparison.js';
import { showFailures } from './showFailures.js';
import { showHead } from './showHead.js';
import { showFault, showNotice } from './showNotice.js';
import { listenToCopy, showPick } from './showPick.js';
import { highlightRow, rowsPointedAt$, showRows } from './testTable.js';
import { viewOf, type PageState, type PageView } from './view.js';
import { showCriteria } from './criteriaSliders.js';
import { statusWord } from '../words/statuses.js';

const NO_LIST = { jobs: [], unlisted: undefined };
const SECOND_MS = 1_000;
/** Interval between two announcements, in milliseconds; changes within it are announced together. */
const ANNOUNCE_INTERVAL_MS = 1_500;

await exchangeToken(browserToken());
const { state$, changeAddress: choose } = pageSources();
const chart = makeChart(highlightRow);
const drawn$ = state$.pipe(
  auditTime(0, animationFrameScheduler),
  map(state => [state, viewOf(state)] as const),
  share(),
);

listen(drawn$, ([state, view]) => draw(state, view));
listen(state$.pipe(filter(({ feed }) => feed === undefined)), ({ jobs }) => {
  const job = jobs?.kind === 'jobs' ? firstJob(jobs.jobs) : undefined;
  if (job !== undefined) choose({ job });
});
listen(interval(SECOND_MS).pipe(withLatestFrom(state$)), ([, { feed }]) => showHead(feed, systemTime.now()));
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
addEventListener('error', showFault);
// A token that is pasted into the address of an open page is exchanged as well.
addEventListener('hashchange', () => {
  if (tokenOf(location.hash) !== undefined) location.reload();
});
listenToCopy();

function draw(state: PageState, view: PageView): void {
  const { feed, against, criteria, sorting, jobs } = state;
  const { jobs: listed, unlisted } = jobs?.kind === 'jobs' ? jobs : NO_LIST;
  const jobName = feed?.snapshot.jobName;
  showJobs('job', { jobs: listed, unlisted }, jobName);
  const like = listed.filter(
    ({ JobName }) => JobName !== jobName && jobKindOf(JobName) === jobKindOf(jobName ?? ''),
  );
  showJobs('against', { jobs: like, none: 'no other job' }, against?.snapshot.jobName);
  showKind(jobName, view.outlook);
  showNotice(state);
  showHead(feed, systemTime.now());
  showPick(view.choice, criteria, view.letters);
  showCriteria(criteria, view.scales, view.choice);
  chart.show({
    points: view.points,
    dimmed: view.dimmed,
    axes: chartAxes(view.choice),
  });
  byId('legend-other').hidden = view.dimmed.length === 0;
  showRows(view.rows, sorting, view.letters, view.choice);
  showFailures(view.failures);
  showComparison(view.compared, comparedColumns(view.choice));
}

function announced({ feed }: PageState, { choice, failures }: PageView): Announced {
  const [pick] = choice.ranked;
  const status = feed?.snapshot.job?.Status;
  return {
    pick: pick && stepLabel(pick),
    failures,
    ended: status !== undefined && isTerminal(status) ? statusWord(status) : undefined,
  };
}
