import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { rest, until } from '../../support/simulated.js';

/** Milliseconds between two looks at the page. */
const LOOK_MS = 20;

let axe: string | undefined;

/** Reads what a page shows, and waits for it. */
export interface PageProbe {
  readonly text: (id: string) => Promise<string>;
  /** Number of rows of the table, or of those with this standing. */
  readonly rows: (standing?: string) => Promise<number>;
  /** Resolves when an expression of the page holds. */
  readonly holds: (expression: string) => Promise<void>;
  /** Resolves when an element has this text within it. */
  readonly shown: (id: string, what: string) => Promise<void>;
  /** The faults that axe finds, each with the elements that have it. */
  readonly violations: () => Promise<readonly (readonly [id: string, html: readonly string[]])[]>;
}

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** Makes a probe of a page. */
export function pageProbe(page: Page): PageProbe {
  // Asked again and again from here: the page's policy lets nobody evaluate text within it.
  const holds = (expression: string): Promise<void> =>
    until(async () => {
      await rest(LOOK_MS);
      return page.evaluate<boolean>(expression);
    }, expression);
  return {
    text: id => page.locator(`#${id}`).innerText(),
    rows: standing =>
      page.locator(`#rows tr${standing === undefined ? '' : `[data-standing=${standing}]`}`).count(),
    holds,
    shown: (id, what) =>
      holds(`document.getElementById('${id}').innerText.includes(${JSON.stringify(what)})`),
    violations: async () => {
      axe ??= readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
      await page.evaluate(axe);
      const found = await page.evaluate<readonly Violation[]>(
        'axe.run(document).then(({ violations }) => violations)',
      );
      return found.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)] as const);
    },
  };
}
