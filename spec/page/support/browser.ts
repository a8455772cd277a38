import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';
import { CHILD_DEADLINE_MS } from '../../support/child.js';

/** Debian's Chromium; nothing is downloaded. */
export const CHROMIUM = '/usr/bin/chromium';

/** Whether there is a browser on this machine. */
export const hasBrowser = (): boolean => existsSync(CHROMIUM);

/** Starts a browser that asks nobody for anything by itself, with a profile that is empty. */
export const startBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: CHROMIUM,
    timeout: CHILD_DEADLINE_MS,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
