import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { rest, until } from '../../support/simulated.js';

/** Milliseconds between two looks at the page. */
const LOOK_MS = 20;

const PAINTED = `(() => {
  const canvas = document.querySelector('#chart canvas');
  return canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.some(byte => byte > 0);
})()`;

let axe: string | undefined;

/** A page of any browser's driver. */
export interface DrivenPage {
  readonly evaluate: (expression: string) => Promise<unknown>;
}

/** Reads what a page shows, and waits for it. */
export interface PageProbe {
  readonly text: (id: string) => Promise<string>;
  /** Number of rows of the table, or of those with this standing. */
  readonly rows: (standing?: string) => Promise<number>;
  /** Resolves when an expression of the page holds. */
  readonly holds: (expression: string) => Promise<void>;
  /** Resolves when an element has this text within it. */
  readonly shown: (id: string, what: string) => Promise<void>;
  /** Whether anything is painted on the chart. */
  readonly isPainted: () => Promise<boolean>;
  /** The faults that axe finds, each with the elements that have it; of the colours alone where the rest was looked at. */
  readonly violations: (
    of?: 'all' | 'colours',
  ) => Promise<readonly (readonly [id: string, html: readonly string[]])[]>;
}

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** Makes a probe of a page. */
export function pageProbe(page: DrivenPage): PageProbe {
  const evaluate = async <T>(expression: string): Promise<T> => (await page.evaluate(expression)) as T;
  // Asked again and again from here: the page's policy lets nobody evaluate text within it.
  const holds = (expression: string): Promise<void> =>
    until(async () => {
      await rest(LOOK_MS);
      return evaluate<boolean>(expression);
    }, expression);
  return {
    text: id => evaluate(`document.getElementById('${id}').innerText`),
    rows: standing =>
      evaluate(
        `document.querySelectorAll('#rows tr${standing === undefined ? '' : `[data-standing=${standing}]`}').length`,
      ),
    holds,
    shown: (id, what) =>
      holds(`document.getElementById('${id}').innerText.includes(${JSON.stringify(what)})`),
    isPainted: () => evaluate(PAINTED),
    violations: async (of = 'all') => {
      axe ??= readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
      await page.evaluate(axe);
      const found = await evaluate<readonly Violation[]>(
        `axe.run(document${of === 'all' ? '' : `, { runOnly: ['color-contrast'] }`}).then(({ violations }) => violations)`,
      );
      return found.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)] as const);
    },
  };
}
