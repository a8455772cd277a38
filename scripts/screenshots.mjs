// Draws docs/images/page-*.png anew, in Debian's Chromium: the jobs of `npm run demo:page`, the one that runs some thirty
// seconds after its start, and after its end.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { root } from './run.mjs';

const AFTER_MS = 24_000;
const folder = join(root, 'docs/images');
const AI_AFTER_MS = 12_000;
const CLASSIC = '?job=text-classifier';
const BOUNDED = `${CLASSIC}&against=text-classifier-last-week&traffic=3000&latency=50`;
const AI = '?job=ai-recommendation-job%2Fchat-20b-';
const ENDED = `${AI}throughput&against=ai-recommendation-job%2Fchat-20b-cost&request=9500`;
const DESK = { width: 1280, height: 800, colorScheme: 'light' };
const PHONE = { width: 390, height: 844, colorScheme: 'light' };
const early = [
  { ...DESK, height: 860, name: 'page-fleet', query: '' },
  { ...DESK, height: 400, name: 'page-ai-running', query: `${AI}live` },
];
const running = [
  { ...DESK, name: 'page-running', query: CLASSIC },
  { ...PHONE, name: 'page-phone-running', query: CLASSIC },
];
const ended = [
  { ...DESK, name: 'page-light', query: CLASSIC },
  { ...DESK, name: 'page-dark', colorScheme: 'dark', width: 1440, height: 900, query: BOUNDED },
  { ...PHONE, name: 'page-phone', query: CLASSIC },
  { ...DESK, name: 'page-ai', query: ENDED },
];

const demo = spawn(process.execPath, ['--import', 'tsx', join(root, 'src/cli/demo/demoPage.ts')], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  mkdirSync(folder, { recursive: true });
  const url = new URL('.', await addressOf(demo)).href;
  await sleep(AI_AFTER_MS);
  await draw(url, early);
  await sleep(AFTER_MS - AI_AFTER_MS);
  await draw(url, running);
  await untilEnded(url);
  await draw(url, ended);
} finally {
  await browser.close();
  demo.kill();
}

/** Draws each shot once its job is shown. */
async function draw(url, shots) {
  for (const { name, colorScheme, width, height, query } of shots) {
    const page = await browser.newPage({ colorScheme, viewport: { width, height } });
    await page.goto(url + query);
    if (query === '') {
      // Each job is read, and described, in turn.
      await page.locator('.tests', { hasText: ' of ' }).nth(3).waitFor();
    } else {
      await page
        .locator(query.includes('against') ? '#compared-rows tr' : '#outlook-card, #rows tr')
        .filter({ visible: true })
        .first()
        .waitFor();
      await page.locator('#job optgroup').nth(1).waitFor({ state: 'attached' });
    }
    await sleep(600);
    await page.screenshot({ path: join(folder, `${name}.png`) });
    await page.close();
  }
}

/** Waits for the end of the job that runs. */
async function untilEnded(url) {
  const page = await browser.newPage();
  await page.goto(url + CLASSIC);
  await page.locator('#link[data-kind=over]').waitFor({ timeout: 120_000 });
  await page.close();
}

/** The address that the demo prints. */
async function addressOf({ stdout }) {
  for await (const line of createInterface({ input: stdout })) {
    const [address] = /http:\S+/.exec(line) ?? [];
    if (address !== undefined) return address;
  }
  throw new Error('the demo has printed no address');
}
