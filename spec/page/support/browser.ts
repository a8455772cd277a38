import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';
import { launch, type Browser as Firefox } from 'puppeteer-core';
import { CHILD_DEADLINE_MS } from '../../support/child.js';

/** Debian's Chromium; nothing is downloaded. */
export const CHROMIUM = '/usr/bin/chromium';

/** Debian's Firefox, which knows WebDriver BiDi; playwright drives only builds of its own. */
const FIREFOX = '/usr/bin/firefox-esr';

/** Whether there is a browser on this machine. */
export const hasBrowser = (): boolean => existsSync(CHROMIUM);

let browserOfRun: Promise<Browser> | undefined;

/**
 * The Chromium of the run, which asks nobody for anything by itself. It is started once for all specs, as that takes a second
 * of CPU: a suite opens a context of its own, which it closes.
 */
export const sharedBrowser = (): Promise<Browser> => (browserOfRun ??= startBrowser());
after(async () => (await browserOfRun)?.close());

const startBrowser = (): Promise<Browser> =>
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

/** Whether there is a Firefox on this machine. */
export const hasFirefox = (): boolean => existsSync(FIREFOX);

/**
 * Starts a Firefox with one process for pages, and a profile that is empty. Its window has the size: Firefox 140 lacks what
 * puppeteer calls to set that of a page.
 */
export const startFirefox = (): Promise<Firefox> =>
  launch({
    browser: 'firefox',
    executablePath: FIREFOX,
    timeout: CHILD_DEADLINE_MS,
    protocolTimeout: CHILD_DEADLINE_MS,
    defaultViewport: null,
    args: ['--width=1280', '--height=900'],
    extraPrefsFirefox: { 'dom.ipc.processCount': 1, 'fission.autostart': false },
  });
