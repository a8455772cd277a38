// A dot for each test, then failures, the reason for each skip, and a last line that a script can count on:
// `12 passed, 0 failed, 1 skipped`.
const { reporters, Runner } = require('mocha');

const { EVENT_TEST_PENDING, EVENT_RUN_END } = Runner.constants;

/** The reason that spec/support/skip.ts left on the test or on a suite around it. */
const reasonOf = runnable => runnable && (runnable.skipReason ?? reasonOf(runnable.parent));

module.exports = class extends reporters.Dot {
  constructor(runner, options) {
    super(runner, options);
    const skipped = [];
    runner.on(EVENT_TEST_PENDING, test => skipped.push(test));
    runner.once(EVENT_RUN_END, () => {
      for (const test of skipped)
        console.log(`skipped: ${test.fullTitle()}: ${reasonOf(test) ?? 'no reason given'}`);
      const { passes, failures, pending } = this.stats;
      const tail = pending ? `, ${pending} skipped` : '';
      console.log(`\n${passes} passed, ${failures} failed${tail}`);
    });
  }
};
