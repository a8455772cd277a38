import { spawn } from 'node:child_process';
import type { Host } from './host.js';
import { report } from './report.js';

/** The program that opens an address in the reader's browser, and its arguments. */
export function openerOf(
  platform: NodeJS.Platform,
  url: string,
): readonly [program: string, ...args: string[]] {
  switch (platform) {
    case 'darwin':
      return ['open', url];
    case 'win32':
      return ['rundll32', 'url.dll,FileProtocolHandler', url];
    default:
      return ['xdg-open', url];
  }
}

/** Opens an address in the reader's browser. Says so where that can't be done; the page stands either way. */
export function openBrowser(url: string, { platform, stderr }: Pick<Host, 'platform' | 'stderr'>): void {
  const [program, ...args] = openerOf(platform, url);
  const child = spawn(program, args, { stdio: 'ignore', detached: true });
  child.on('error', () => {
    report(stderr, `${program} can't be run; open the page by hand`);
  });
  child.unref();
}
