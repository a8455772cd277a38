// Draws docs/images/page-*.png anew, in Debian's Chromium: the jobs of `npm run demo:page`, the one that runs some forty
// seconds after its start.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { root } from './run.mjs';

const AFTER_MS = 42_000;
const folder = join(root, 'docs/images');
const AI_AFTER_MS = 12_000;
const CLASSIC = '?job=text-classifier&against=text-classifier-last-week&latency=120';
const AI = '?job=ai-recommendation-job%2Fchat-20b-';
const ENDED = `${AI}throughput&against=ai-recommendation-job%2Fchat-20b-cost&request=9500`;
const early = [
  { name: 'page-fleet', colorScheme: 'light', width: 1280, height: 860, query: '' },
  { name: 'page-ai-running', colorScheme: 'light', width: 1280, height: 460, query: `${AI}live` },
];
const shots = [
  { name: 'page-light', colorScheme: 'light', width: 1280, height: 1000, query: CLASSIC },
  { name: 'page-dark', colorScheme: 'dark', width: 1280, height: 1000, query: CLASSIC },
  { name: 'page-phone', colorScheme: 'light', width: 360, height: 1240, query: CLASSIC },
  { name: 'page-ai', colorScheme: 'light', width: 1280, height: 1500, query: ENDED },
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
  await draw(url, shots);
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
        .locator(query.includes('against') ? '#compared-rows tr' : '#outlook-card')
        .first()
        .waitFor();
      await page.locator('#job optgroup').nth(1).waitFor({ state: 'attached' });
    }
    await sleep(600);
    await page.screenshot({ path: join(folder, `${name}.png`) });
    await page.close();
  }
}

/** The address that the demo prints. */
async function addressOf({ stdout }) {
  for await (const line of createInterface({ input: stdout })) {
    const [address] = /http:\S+/.exec(line) ?? [];
    if (address !== undefined) return address;
  }
  throw new Error('the demo has printed no address');
}
