import type * as xterm from '@xterm/headless';
import { createRequire } from 'node:module';

// Its bundle hides its names from an import.
const { Terminal } = createRequire(import.meta.url)('@xterm/headless') as typeof xterm;

/** A terminal without a window: what a person would see. */
export interface Screen {
  /** Resolves when the text has been taken. */
  readonly write: (text: string) => Promise<void>;
  /** Every line from the first one on, those that have scrolled away too; empty ones at the end are left out. */
  readonly lines: () => string[];
  readonly cursorIsHidden: () => boolean;
  /** Column and row of the cursor in all lines, from 0. */
  readonly cursor: () => readonly [column: number, row: number];
  readonly resize: (columns: number, rows: number) => void;
}

/** Opens a terminal of this size. As a tty does, it takes `\n` for a new line from its first column on. */
export function openScreen(columns = 80, rows = 40): Screen {
  const terminal = new Terminal({ cols: columns, rows, convertEol: true, allowProposedApi: true });
  const { buffer } = terminal;
  let hidden = false;
  const watch = (final: string, hides: boolean): void => {
    terminal.parser.registerCsiHandler({ prefix: '?', final }, params => {
      if (params.includes(25)) hidden = hides;
      return false;
    });
  };
  watch('l', true);
  watch('h', false);
  return {
    write: text =>
      new Promise(resolve => {
        terminal.write(text, resolve);
      }),
    lines: () => {
      const lines = Array.from(
        { length: buffer.active.length },
        (_, i) => buffer.active.getLine(i)?.translateToString(true) ?? '',
      );
      while (lines.at(-1) === '') lines.pop();
      return lines;
    },
    cursorIsHidden: () => hidden,
    cursor: () => [buffer.active.cursorX, buffer.active.baseY + buffer.active.cursorY],
    resize: (newColumns, newRows) => {
      terminal.resize(newColumns, newRows);
    },
  };
}
