import { expect } from 'chai';
import type { Browser, Page } from 'puppeteer-core';
import { pageFiles } from '../../src/gateway/index.js';
import { demoJob, startSimulator, type Simulator } from '../../src/testing/index.js';
import { CHILD_LIMIT_MS } from '../support/child.js';
import { skip } from '../support/skip.js';
import { hasFirefox, startFirefox } from './support/browser.js';
import { mortalGateway, type MortalGateway } from './support/mortalGateway.js';
import { pageProbe, type PageProbe } from './support/pageProbe.js';

const JOB = 'classifier';
const MINUTE = 60_000;

describe('the page in Firefox', function () {
  this.timeout(CHILD_LIMIT_MS);
  let simulator: Simulator | undefined;
  let gateway: MortalGateway | undefined;
  let browser: Browser | undefined;
  let page: Page;
  let base: string;
  let probe: PageProbe;
  const errors: string[] = [];

  before(async function () {
    if (!hasFirefox()) skip(this, 'Firefox is not installed: apt-get install firefox-esr');
    simulator = await startSimulator({ speed: 0, jobs: [demoJob({ name: JOB, live: true })] });
    gateway = mortalGateway(simulator, await pageFiles());
    [base, browser] = await Promise.all([gateway.listen(0), startFirefox()]);
    // In the page that Firefox begins with, a key presses no button: it never gets the focus.
    page = await browser.newPage();
    page.on('console', message => {
      if (['error', 'warn'].includes(message.type())) errors.push(message.text());
    });
    page.on('pageerror', error => errors.push(String(error)));
    probe = pageProbe(page);
  });
  after(async () => {
    await Promise.all([browser?.close(), gateway?.kill()]);
    await simulator?.close();
  });

  it('follows a job to its end', async () => {
    await page.goto(`${base}/?job=${JOB}`);
    await probe.shown('link', 'live');
    simulator!.advance(40 * MINUTE);
    await probe.holds(`document.querySelectorAll('#rows tr[data-standing=pick]').length === 1`);
    expect(await probe.text('pick-title')).equal('Best so far');
    expect(await probe.isPainted()).true;
    simulator!.advance(3 * 60 * MINUTE);
    await probe.shown('link', 'complete');
    await probe.shown('tests', '40 of 40, 6 failed');
    expect(await probe.text('facts')).include('Took');
    expect(await probe.text('pick-title')).equal('Pick');
  });

  it('keeps the sliders of a link, moves them by keyboard, and goes back', async () => {
    await page.goto(`${base}/?job=${JOB}&latency=33.3`);
    await probe.shown('maxLatencyMs-value', '33.3 ms');
    await probe.holds(`document.querySelectorAll('#rows tr[data-standing=out]').length > 0`);
    await page.focus('#maxLatencyMs');
    await page.keyboard.press('ArrowLeft');
    await probe.shown('maxLatencyMs-value', '30 ms');
    await probe.holds(`new URLSearchParams(location.search).get('latency') === '30'`);
    await page.focus('#traffic-lines button');
    await page.keyboard.press('Enter');
    await probe.shown('pick-by', 'Cheapest month at 100 requests a minute');
    // puppeteer's goBack waits for a navigation, which a page that changes its own address has none of in Firefox 140.
    await page.evaluate('history.back()');
    await probe.shown('pick-by', 'Cheapest per inference');
    expect(await probe.text('maxLatencyMs-value')).equal('30 ms');
  });

  it('reads points out by the arrow keys', async () => {
    await page.focus('#chart');
    await page.keyboard.press('Home');
    const pick = await probe.text('pick-name');
    await probe.holds(`document.getElementById('chart-reading').textContent.includes('${pick}')`);
    expect(await probe.text('tooltip')).include(pick);
  });

  it('has written nothing on the console', () => {
    expect(errors).deep.equal([]);
  });
});
