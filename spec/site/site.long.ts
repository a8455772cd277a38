import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import type { BrowserContext, Page } from 'playwright-core';
import { hasBrowser, sharedBrowser } from '../page/support/browser.js';
import { complaintsOf } from '../page/support/complaints.js';
import { pageProbe, type PageProbe } from '../page/support/pageProbe.js';
import { runChild, type Ended } from '../support/child.js';
import { skip } from '../support/skip.js';

const root = join(import.meta.dirname, '../..');
const folder = join(root, 'site');
const HOME = 'index.html';
const DOC = 'docs/choosing.html';
const REFERENCE = 'reference/stepstream/bestByCost.html';
const DESK = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
/** The longest that a build may take, in milliseconds. It only finds hangs. */
const BUILD_DEADLINE_MS = 540_000;

const exported = JSON.parse(readFileSync(join(root, 'spec/exports.json'), 'utf8')) as Record<
  string,
  readonly string[]
>;

describe('the site', () => {
  let built: Ended;
  let context: BrowserContext | undefined;
  let page: Page;
  let probe: PageProbe;
  let complaints: readonly string[];
  const requests: string[] = [];

  before(async function () {
    if (!hasBrowser()) skip(this, 'Chromium is not installed: apt-get install chromium');
    built = await runChild(process.execPath, ['scripts/site.mjs'], {
      cwd: root,
      deadlineMs: BUILD_DEADLINE_MS,
    });
    context = await (await sharedBrowser()).newContext({ viewport: DESK });
    page = await context.newPage();
    probe = pageProbe(page);
    complaints = complaintsOf(page);
    page.on('request', request => requests.push(request.url()));
  });
  after(async () => context?.close());

  const open = async (path: string): Promise<void> => {
    await page.goto(pathToFileURL(join(folder, path)).href);
    await probe.holds(`document.querySelectorAll('#tsd-nav-container a').length > 20`);
  };
  const heading = (): Promise<string> => page.locator('h1').innerText();

  it('is built without a warning, and each of its links leads somewhere', () => {
    expect(built).include({ code: 0, stderr: '' });
  });

  it('begins with the README, and lists the docs in their chapters and the entries of the package', async () => {
    await open(HOME);
    expect(await heading()).equal('stepstream');
    const listed = (await page.locator('#tsd-nav-container').textContent()) ?? '';
    expect(listed).match(/Guides[^]*Choosing[^]*The project[^]*Programs[^]*Reference/);
    for (const entry of Object.keys(exported)) expect(listed).include(entry);
  });

  it('has each exported name', () => {
    for (const [entry, names] of Object.entries(exported)) {
      const html = readFileSync(join(folder, `reference/${entry}.html`), 'utf8').replaceAll('<wbr/>', '');
      for (const name of names) expect(html, entry).include(`>${name}<`);
    }
  });

  it('gives the contract, an example and the errors of an export', async () => {
    await open(REFERENCE);
    expect(await heading()).match(/^Function bestByCost/);
    const text = await page.locator('main').innerText();
    for (const part of ['Unit:', 'Order:', 'Skips:', 'Fails:', 'InvalidInputError', 'Cost:', 'Example'])
      expect(text).include(part);
    expect(await page.locator('pre code', { hasText: 'bestByCost()' }).count()).above(0);
  });

  it('finds an export by a name that ends in $, and a page of the docs by what it is about', async () => {
    await open(DOC);
    await page.keyboard.press('/');
    const first = page.locator('#tsd-search-results a').first();
    // The second has no example of its own that names it.
    for (const name of ['steps$', 'job$']) {
      await page.locator('#tsd-search-input').fill(name);
      await first.filter({ hasText: name }).waitFor();
      expect((await first.innerText()).endsWith(name)).true;
    }
    await page.locator('#tsd-search-input').fill('Grafana');
    await page.locator('#tsd-search-results a', { hasText: 'metrics' }).first().click();
    await page.locator('h1', { hasText: 'metrics' }).waitFor();
  });

  it('links from the docs to the reference where they name an export, and back by its list', async () => {
    await open('docs/semantics.html');
    await page.locator(`main a[href="../${REFERENCE}"]`).first().click();
    await page.locator('h1', { hasText: 'Function bestByCost' }).waitFor();
    await page.evaluate(
      `document.querySelectorAll('#tsd-nav-container details').forEach(one => (one.open = true))`,
    );
    await page.locator('#tsd-nav-container a[href$="docs/errors.html"]').click();
    await page.locator('h1', { hasText: 'Errors' }).waitFor();
  });

  it('shows the programs of the docs', async () => {
    await open('docs/examples/cheapest.ts.html');
    expect(await page.locator('pre').innerText()).include(`from 'stepstream'`);
  });

  it('asked no host for anything, and complained of nothing', () => {
    const outside = requests.filter(
      url => !url.startsWith(pathToFileURL(folder).href) && !url.startsWith('data:'),
    );
    expect(outside).deep.equal([]);
    expect(complaints).deep.equal([]);
  });

  // axe asks for the styles once more, which a browser refuses without a server.
  for (const path of [HOME, DOC, REFERENCE])
    for (const colorScheme of ['light', 'dark'] as const)
      it(`has no fault that axe finds in ${path}, ${colorScheme}`, async () => {
        await page.emulateMedia({ colorScheme });
        await open(path);
        expect(await probe.violations()).deep.equal([]);
      });

  for (const path of [HOME, DOC, REFERENCE])
    it(`fits a phone: ${path}`, async () => {
      await page.setViewportSize(PHONE);
      await open(path);
      await probe.holds(`document.documentElement.scrollWidth === ${String(PHONE.width)}`);
      await page.locator('#tsd-toolbar-menu-trigger').click();
      await page.locator('#tsd-nav-container a').first().waitFor({ state: 'visible' });
    });
});
