import { stripVTControlCharacters } from 'node:util';
import { EXIT } from '../process/exitCodes.js';
import type { HostEvent, HostSignals, OutputStream } from '../process/host.js';
import { UNKNOWN_TERMINAL_COLUMNS } from '../process/report.js';
import { widthOf } from './fitLine.js';

/** Some lines at the end of a terminal's output that are written over again and again. */
export interface LiveScreen {
  /** Shows these lines in the place of those before; each must fit the terminal. */
  readonly draw: (lines: readonly string[]) => void;
  /** Shows lines that stay, of any length, and gives the terminal back. May be called twice. */
  readonly end: (lines: readonly string[]) => void;
}

/** What a screen needs of a terminal. */
export type ScreenStream = Pick<OutputStream, 'columns' | 'write'>;

const HIDE_CURSOR = '\u001b[?25l';
const SHOW_CURSOR = '\u001b[?25h';
const ERASE_LINE = '\u001b[2K';
const ERASE_BELOW = '\u001b[J';
/** The terminal shows what is between the two at once; one that doesn't know them ignores them. */
const TOGETHER = ['\u001b[?2026h', '\u001b[?2026l'] as const;

/**
 * Begins to write over the end of a terminal's output. The cursor is hidden until `end`, while the process
 * is suspended, and at the latest until the process exits, for whatever reason but SIGKILL.
 */
export function liveScreen(stream: ScreenStream, host: HostSignals): LiveScreen {
  let shown: readonly string[] = [];
  let columns = stream.columns;
  let active = true;

  const write = (text: string): void => {
    stream.write(text);
  };

  /** To the first line of what is shown. A terminal that became narrower has wrapped its lines. */
  function back(): string {
    const width = Math.max(1, stream.columns ?? UNKNOWN_TERMINAL_COLUMNS);
    const rows = shown
      .map(line => Math.max(1, Math.ceil(widthOf(stripVTControlCharacters(line)) / width)))
      .reduce((sum, row) => sum + row, 0);
    return rows === 0 ? '\r' : `\u001b[${String(rows)}F`;
  }

  function put(lines: readonly string[]): void {
    const text = lines.map(line => `${ERASE_LINE}${line}\n`).join('');
    write(`${TOGETHER[0]}${back()}${text}${ERASE_BELOW}${TOGETHER[1]}`);
    shown = lines;
    columns = stream.columns;
  }

  function release(): void {
    if (!active) return;
    active = false;
    for (const off of releases) off();
    write(SHOW_CURSOR);
  }

  const dieOf = (exitCode: number) => (): void => {
    release();
    host.exit(exitCode);
  };
  const listeners: readonly (readonly [event: HostEvent, listener: () => void])[] = [
    ['exit', release],
    ['SIGHUP', dieOf(EXIT.hungUp)],
    ['SIGQUIT', dieOf(EXIT.quit)],
    [
      'SIGTSTP',
      () => {
        write(SHOW_CURSOR);
        host.suspend();
      },
    ],
    [
      'SIGCONT',
      () => {
        // Something else has written meanwhile: below it is a new beginning.
        shown = [];
        write(HIDE_CURSOR);
      },
    ],
  ];
  const releases = listeners.map(([event, listener]) => host.on(event, listener));
  write(HIDE_CURSOR);

  return {
    draw: lines => {
      const same = lines.length === shown.length && lines.every((line, i) => line === shown[i]);
      if (active && !(same && columns === stream.columns)) put(lines);
    },
    end: lines => {
      if (!active) return;
      put(lines);
      release();
    },
  };
}
