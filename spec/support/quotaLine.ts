import type { SharedQuota } from '../../src/api/sharedQuota.js';

/** What one process reaches a shared quota by. */
export interface QuotaLine {
  /** Milliseconds each way. */
  delayMs: number;
  /** Refuses, or never answers; what is asked meanwhile is done when the line is good again. */
  state: 'good' | 'refuses' | 'stalls';
  readonly quota: SharedQuota;
  /** Lets what has waited be done. */
  readonly mend: () => void;
}

/** Makes a line. `pass` takes the time of each way; by default that is `delayMs`. */
export function lineTo(model: SharedQuota, pass?: () => Promise<void>): QuotaLine {
  const delay = (): Promise<void> =>
    line.delayMs > 0 ? new Promise(resolve => setTimeout(resolve, line.delayMs)) : Promise.resolve();
  const way = pass ?? delay;
  let waiting: (() => void)[] = [];
  const through =
    <A extends unknown[], T>(work: (...args: A) => Promise<T>) =>
    async (...args: A): Promise<T> => {
      await way();
      if (line.state === 'refuses') throw new Error('ECONNREFUSED');
      if (line.state === 'stalls') await new Promise<void>(resolve => waiting.push(resolve));
      const reply = await work(...args);
      await way();
      return reply;
    };
  const line: QuotaLine = {
    delayMs: 0,
    state: 'good',
    quota: {
      reserve: through(model.reserve),
      pace: through(model.pace),
      now: through(model.now),
      leave: through(model.leave),
    },
    mend: () => {
      line.state = 'good';
      for (const go of waiting) go();
      waiting = [];
    },
  };
  return line;
}
