import { expect } from 'chai';
import type { BrowserContext, Page } from 'playwright-core';
import { Observable, of, Subject } from 'rxjs';
import type { WatchEvent } from '../../src/core/event.js';
import { pageFiles, createGateway, type Gateway } from '../../src/gateway/index.js';
import { CHILD_LIMIT_MS } from '../support/child.js';
import { FakeWatch } from '../support/fakeWatch.js';
import { hasNginx, PLAIN_HTTP_1_1, proxied } from '../support/nginx.js';
import { skip } from '../support/skip.js';
import { priced, step } from '../support/steps.js';
import { hasBrowser, sharedBrowser } from './support/browser.js';
import { complaintsOf } from './support/complaints.js';
import { pageProbe, type PageProbe } from './support/pageProbe.js';

const JOBS = 500;
const nameOf = (i: number): string => `job-${String(i).padStart(3, '0')}`;
const CREATED = Date.UTC(2026, 0, 15);

describe('the page of all jobs in a browser', function () {
  this.timeout(CHILD_LIMIT_MS);
  const events$ = new Subject<WatchEvent>();
  const watch = Object.assign(new FakeWatch(), {
    fleet$: () =>
      new Observable<WatchEvent>(out => {
        for (let i = 0; i < JOBS; i += 1) for (const event of eventsOf(i)) out.next(event);
        out.add(events$.subscribe(out));
      }),
  });
  let context: BrowserContext | undefined;
  let gateway: Gateway | undefined;
  let base: string;
  let page: Page;
  let probe: PageProbe;
  let errors: readonly string[];
  const requests: string[] = [];

  function eventsOf(i: number): readonly WatchEvent[] {
    const jobName = nameOf(i);
    const job = { JobName: jobName, Status: 'IN_PROGRESS', CreationTime: new Date(CREATED + i * 60_000) };
    const tests = [
      priced('a', 1e-7 * (i + 1)),
      step('b', { Status: 'FAILED', FailureReason: 'CapacityError' }),
    ];
    return [
      { type: 'job', jobName, job },
      ...tests.map((one, key): WatchEvent => ({
        ...{ type: 'step', jobName, change: 'added', key: String(key), changed: [] },
        step: { ...one, JobName: jobName },
      })),
      { type: 'synced', jobName },
    ];
  }
  const end = (i: number): void => {
    const jobName = nameOf(i);
    events$.next({
      ...{ type: 'done', jobName },
      job: {
        JobName: jobName,
        Status: 'COMPLETED',
        CreationTime: new Date(CREATED),
        CompletionTime: new Date(),
      },
    });
  };
  const newGateway = async (): Promise<Gateway> =>
    createGateway({ recommender: watch, authorize: () => true, files: await pageFiles() });
  const rowCount = (section: string): string =>
    `document.querySelectorAll('section[aria-label="${section}"] tbody tr').length`;

  before(async function () {
    if (!hasBrowser()) skip(this, 'Chromium is not installed: apt-get install chromium');
    watch.list$ = () => of({ index: 0, jobs: [] });
    gateway = await newGateway();
    const [{ url }, browser] = await Promise.all([gateway.listen(), sharedBrowser()]);
    base = url;
    context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    page = await context.newPage();
    probe = pageProbe(page);
    errors = complaintsOf(page);
    page.on('request', request => requests.push(request.url()));
    page.on('websocket', socket => requests.push(socket.url()));
  });
  after(async () => {
    await context?.close();
    await gateway?.close();
  });

  it('shows five hundred running jobs over one connection', async () => {
    await page.goto(base);
    await probe.holds(`${rowCount('Running')} === ${String(JOBS)}`);
    expect(await page.locator('h1').innerText()).equal('500 jobs running');
    expect(await page.locator('#link').innerText()).equal('live');
    const first = page.locator('tbody tr').first();
    expect(await first.locator('a').getAttribute('href')).equal(`?job=${nameOf(JOBS - 1)}`);
    expect(await first.innerText())
      .include('2 done')
      .include('$50.0 a million')
      .include('1 failed');
    expect(requests.filter(url => url.startsWith('ws:'))).length(1);
  });

  it('puts nothing in place of rows that stay, and keeps the focus in one that moves', async () => {
    const link = page.locator(`a[href="?job=${nameOf(7)}"]`);
    await link.evaluate(element => {
      Object.assign(element as object, { isKept: true });
    });
    await link.focus();
    await page.locator('thead button', { hasText: 'Job' }).evaluate(button => {
      (button as unknown as { click: () => void }).click();
    });
    await probe.holds(`document.querySelectorAll('tbody tr')[7].contains(document.activeElement)`);
    end(3);
    await probe.holds(`${rowCount('Ended lately')} === 1`);
    expect(await link.evaluate(element => 'isKept' in (element as object))).true;
    expect(await page.locator('h1').innerText()).equal('499 jobs running');
    await probe.shown('announcer', `${nameOf(3)} has ended: completed.`);
    expect(await page.locator('th[aria-sort]').getAttribute('aria-sort')).equal('ascending');
  });

  it('finds jobs by name, by keyboard', async () => {
    await page.locator('#find').press('4');
    await page.locator('#find').press('9');
    await page.locator('#find').press('9');
    await probe.holds(`${rowCount('Running')} === 1`);
    await page.locator('#find').fill('');
    await probe.holds(`${rowCount('Running')} === 499`);
  });

  for (const colorScheme of ['light', 'dark'] as const)
    it(`has no fault that axe finds, ${colorScheme}`, async () => {
      await page.emulateMedia({ colorScheme });
      await page.locator('#find').fill('job-01');
      await probe.holds(`${rowCount('Running')} === 10`);
      expect(await probe.violations(colorScheme === 'light' ? 'all' : 'colours')).deep.equal([]);
    });

  it('fits a phone without scrolling sideways', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    await probe.holds('document.documentElement.scrollWidth === 360');
    expect(await probe.violations()).deep.equal([]);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.locator('#find').fill('');
  });

  it('leads to the page of a job, which leads back and doesn’t load the view of all', async () => {
    const before = requests.length;
    await page.locator(`a[href="?job=${nameOf(7)}"]`).click();
    await page.locator('#all-jobs').click();
    const ofJob = requests.slice(before).join(' ');
    await probe.holds(`${rowCount('Running')} === 499`);
    expect(ofJob).include('page.js').not.include('fleet.');
  });

  it('keeps the jobs while the gateway is gone, and says since when they are old', async () => {
    await gateway?.close();
    await probe.shown('link', 'stale since');
    await probe.holds(`${rowCount('Running')} === 499`);
    expect(
      errors.filter(error => !/ERR_CONNECTION_(REFUSED|RESET)|WebSocket connection to/.test(error)),
    ).deep.equal([]);
  });

  describe('once the gateway is back', () => {
    before(async () => {
      gateway = await newGateway();
      await gateway.listen({ port: Number(new URL(base).port) });
    });

    it('shows the jobs of now', async () => {
      await probe.shown('link', 'live');
      await probe.holds(`${rowCount('Running')} === ${String(JOBS)}`);
    });

    it('goes on over server-sent events behind a proxy that strips upgrades: all jobs, and one', async function () {
      if (!hasNginx()) skip(this, 'nginx is not installed');
      const location = `${PLAIN_HTTP_1_1.slice(0, -1)} proxy_set_header Host $http_host; proxy_buffering off; }`;
      await proxied(location, Number(new URL(base).port), async url => {
        await page.goto(url);
        await probe.shown('link', 'live');
        await probe.holds(`${rowCount('Running')} === ${String(JOBS)}`);
        await page.goto(`${url}/?job=one`);
        await probe.shown('link', 'live');
        watch.job('one').put('a', 1);
        await probe.holds(`document.querySelectorAll('#rows tr').length === 1`);
        // Found out once: the second page has tried no WebSocket.
        const sockets = requests.filter(request => request.startsWith(url.replace('http', 'ws')));
        expect(sockets.map(address => new URL(address).pathname)).deep.equal(['/fleet', '/fleet']);
        await page.goto('about:blank');
      });
    });
  });
});
