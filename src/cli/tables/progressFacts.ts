import type { Job } from '../../core/job.js';
import { jobTimes, stepTimes } from '../../core/serviceTimes.js';
import type { Step } from '../../core/step.js';
import { jobTotals } from '../../operators/summary/jobTotals.js';
import { summaryOf } from '../../operators/summary/summary.js';
import { spending, unknownAmount } from '../../words/spending.js';
import { progressWords, timeWords } from '../watch/jobWords.js';
import type { Fact } from './factLines.js';

/** How far a job is that runs, by its steps: tests, time to go and money; `now` is the time of day of this machine. */
export function progressFacts(job: Job, steps: readonly Step[], now: number): readonly Fact[] {
  const totals = jobTotals();
  totals.job = job;
  for (const step of steps) totals.add(step);
  // A service whose clock is ahead of this one has been seen there already.
  const present = [...jobTimes(job), ...steps.flatMap(stepTimes)].reduce(
    (latest, time) => Math.max(latest, time),
    now,
  );
  const summary = summaryOf([totals], undefined, present);
  const { amount, note } = spending(summary, steps, false);
  return [
    ['progress', progressWords(summary)],
    ['time', timeWords({ summary, job })],
    ['spent', [amount ?? unknownAmount(false), note].filter(Boolean).join(', ')],
  ];
}
