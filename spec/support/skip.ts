import Mocha, { type Context } from 'mocha';

/** Skips the test, or from a hook what stands under the hook, and says why: the reporter prints it. */
export function skip(context: Context, reason: string): never {
  const { test, currentTest } = context;
  for (const skipped of [currentTest ?? test, test instanceof Mocha.Hook ? test.parent : undefined])
    if (skipped) Object.assign(skipped, { skipReason: reason });
  return context.skip();
}
