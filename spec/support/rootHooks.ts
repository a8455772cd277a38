// Loaded by .mocharc.json before any spec.
import Mocha, { type RootHookObject, type Runner } from 'mocha';
import { cleanUp } from './cleanUp.js';
import { trackResources } from './openResources.js';

/** mocha's own way to fail a test that has ended; a throw in a root hook would end the run instead. */
interface FailingRunner {
  readonly fail: (test: Mocha.Test, error: Error, force: boolean) => void;
}

let runner: FailingRunner | undefined;
const prototype = Mocha.Runner.prototype as { run: (this: Runner, ...args: never[]) => Runner };
const { run } = prototype;
prototype.run = function (...args) {
  runner ??= this as unknown as FailingRunner;
  return run.apply(this, args);
};

trackResources();

export const mochaHooks: RootHookObject = cleanUp({
  fail: (test, error) => runner?.fail(test, error, true),
});
