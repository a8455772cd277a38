import type { Time } from '../../core/time.js';
import { counted } from '../../core/counted.js';
import type { OutputStream } from '../process/host.js';
import { followCalls } from './followCalls.js';
import { progressLine, type ProgressLine } from './progressLine.js';
import type { Waiting } from './waiting.js';

/** Time for which a command may be silent, in milliseconds. */
const SILENT_MS = 1_000;

/**
 * A progress line for a command that writes once its calls are answered: it is there from the first second on while a call is
 * under way, and gone when the command has the answer.
 */
export function callLine(terminal: OutputStream, time: Pick<Time, 'monotonic' | 'afterUnref'>): Waiting {
  let [due, underWay, answers] = [false, 0, 0];
  let line: ProgressLine | undefined;
  const draw = (): void => {
    if (!due || underWay === 0) return;
    const text = answers === 0 ? 'waiting for an answer' : `${counted(answers, 'answer')} so far`;
    line ??= progressLine(terminal, calls, text);
  };
  const wipe = (): void => {
    line?.end();
    line = undefined;
  };
  const calls = followCalls(time, {
    began: () => {
      underWay += 1;
      draw();
    },
    ended: () => {
      underWay -= 1;
      answers += 1;
      wipe();
    },
  });
  const cancel = time.afterUnref(SILENT_MS, () => {
    due = true;
    draw();
  });
  return {
    end: () => {
      cancel();
      calls.end();
      wipe();
    },
  };
}
