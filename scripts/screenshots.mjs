// Draws docs/images/page-*.png anew: the demo job of `npm run demo:page` some forty seconds after its start,
// in Debian's Chromium.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { root } from './run.mjs';

const AFTER_MS = 42_000;
const folder = join(root, 'docs/images');
const QUERY = '&against=text-classifier-last-week&latency=120';
const shots = [
  { name: 'page-light', colorScheme: 'light', width: 1280, height: 1000 },
  { name: 'page-dark', colorScheme: 'dark', width: 1280, height: 1000 },
  { name: 'page-phone', colorScheme: 'light', width: 360, height: 1240 },
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
  const url = await addressOf(demo);
  await sleep(AFTER_MS);
  for (const { name, colorScheme, width, height } of shots) {
    const page = await browser.newPage({ colorScheme, viewport: { width, height } });
    await page.goto(url + QUERY);
    await page.locator('#compared-rows tr').first().waitFor();
    await sleep(600);
    await page.screenshot({ path: join(folder, `${name}.png`) });
    await page.close();
  }
} finally {
  await browser.close();
  demo.kill();
}

/** The address that the demo prints. */
async function addressOf({ stdout }) {
  for await (const line of createInterface({ input: stdout })) {
    const [address] = /http:\S+/.exec(line) ?? [];
    if (address !== undefined) return address;
  }
  throw new Error('the demo has printed no address');
}
