/** What a promise fails with; fails itself where the promise doesn't. */
export async function failure(promise: Promise<unknown>): Promise<unknown> {
  const [outcome] = await Promise.allSettled([promise]);
  if (outcome.status === 'rejected') return outcome.reason;
  throw new Error('It was expected to fail.');
}

/** What a function throws; throws itself where it doesn't. */
export function thrown(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('It was expected to throw.');
}
