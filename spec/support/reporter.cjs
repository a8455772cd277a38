// A dot for each test, then failures, the reason for each skip, the ten slowest, and a last line that a script can
// count on: `12 passed, 0 failed, 1 skipped`. What is running is kept in the file that STEPSTREAM_RUNNING names, for
// who has to kill a run that hangs.
const { writeFileSync } = require('node:fs');
const { relative } = require('node:path');
const { reporters, Runner } = require('mocha');

const { EVENT_HOOK_BEGIN, EVENT_TEST_BEGIN, EVENT_TEST_END, EVENT_TEST_PENDING, EVENT_RUN_END } =
  Runner.constants;
const SLOWEST = 10;

/** The reason that spec/support/skip.ts left on the test or on a suite around it. */
const reasonOf = runnable => runnable && (runnable.skipReason ?? reasonOf(runnable.parent));

const fileOf = runnable => runnable && (runnable.file ?? fileOf(runnable.parent));
const placeOf = runnable => {
  const file = fileOf(runnable);
  return file === undefined ? '' : ` (${relative(process.cwd(), file)})`;
};

/** Milliseconds that the process may take to end by itself once all specs have ended. */
const LINGER_MS = 30_000;

/** Ends a process that something keeps alive, and says what: a run that doesn't end has failed. */
function endSoon(failures) {
  const end = () => {
    const kinds = process.getActiveResourcesInfo().join(', ');
    console.error(`all specs have ended, and the process hasn't: it is kept by ${kinds}`);
    process.exit(Math.max(1, failures));
  };
  setTimeout(end, LINGER_MS).unref();
}

module.exports = class extends reporters.Dot {
  constructor(runner, options) {
    super(runner, options);
    const note = process.env.STEPSTREAM_RUNNING;
    if (note !== undefined) {
      const begun = runnable =>
        writeFileSync(note, `The last spec that began: ${runnable.fullTitle()}${placeOf(runnable)}.`);
      runner.on(EVENT_TEST_BEGIN, begun);
      // Those around each test are named by the test.
      runner.on(EVENT_HOOK_BEGIN, hook => /^"(before|after) all"/.test(hook.title) && begun(hook));
      runner.once(EVENT_RUN_END, () => writeFileSync(note, 'All specs had ended.'));
    }
    const skipped = [];
    const done = [];
    runner.on(EVENT_TEST_PENDING, test => skipped.push(test));
    runner.on(EVENT_TEST_END, test => done.push(test));
    runner.once(EVENT_RUN_END, () => {
      const slowest = done
        .filter(({ duration }) => duration !== undefined)
        .sort((a, b) => b.duration - a.duration)
        .slice(0, SLOWEST);
      console.log(`the ${slowest.length} slowest:`);
      for (const test of slowest)
        console.log(`${String(test.duration).padStart(7)} ms  ${test.fullTitle()}${placeOf(test)}`);
      for (const test of skipped)
        console.log(`skipped: ${test.fullTitle()}: ${reasonOf(test) ?? 'no reason given'}`);
      const { passes, failures, pending } = this.stats;
      const tail = pending ? `, ${pending} skipped` : '';
      console.log(`\n${passes} passed, ${failures} failed${tail}`);
      endSoon(failures);
    });
  }
};
