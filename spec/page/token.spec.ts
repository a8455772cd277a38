import { expect } from 'chai';
import { createGateway, pageFiles } from '../../src/gateway/index.js';
import { CHILD_LIMIT_MS } from '../support/child.js';
import { FakeWatch } from '../support/fakeWatch.js';
import { skip } from '../support/skip.js';
import { hasBrowser, sharedBrowser } from './support/browser.js';

const token = 'token-of-a-gateway-in-a-browser';

describe('the page of a gateway with a token, in a browser', function () {
  this.timeout(CHILD_LIMIT_MS);
  before(async function () {
    if (!hasBrowser()) skip(this, 'Chromium is not installed: apt-get install chromium');
    await sharedBrowser();
  });

  it('exchanges the token of its address once, and follows the job by the cookie', async () => {
    const watch = new FakeWatch();
    await using gateway = createGateway({ recommender: watch, token, files: await pageFiles() });
    const { url } = await gateway.listen();
    const browser = await sharedBrowser();
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${url}/?job=j`);
    await page.getByText('Access denied: no valid token. Open the page by its whole address').waitFor();
    expect(watch.jobs.size).equal(0);

    await page.goto(`${url}/?job=j#token=${token}`);
    await page.locator('#link', { hasText: 'live' }).waitFor();
    expect(page.url()).equal(`${url}/?job=j`);
    expect(watch.job('j').readers).equal(1);
    const [cookie, ...others] = await context.cookies();
    expect(others).empty;
    expect(cookie).include({ httpOnly: true, sameSite: 'Strict', path: '/' });
    expect(cookie!.value).not.include(token);
    expect(await page.evaluate('document.cookie')).equal('');

    await page.reload();
    await page.locator('#link', { hasText: 'live' }).waitFor();
    await context.close();
  });
});
