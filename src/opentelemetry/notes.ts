/** What all listeners have noted about a context, each with the notes that it belongs to. */
type Noted = { readonly of: Notes<unknown>; readonly note: unknown }[];

/** One key for all, so that contexts have one shape, however many listeners come and go. */
const NOTED = Symbol('stepstream');

/**
 * What one listener notes about contexts, kept on the contexts: a WeakMap would cost every call two entries that the
 * garbage collector has to look through.
 */
export class Notes<V> {
  get(context: object): V | undefined {
    const noted = (context as { readonly [NOTED]?: Noted })[NOTED];
    return noted?.find(({ of }) => of === this)?.note as V | undefined;
  }

  /** Notes something, once for each context. */
  set(context: object, note: V): void {
    const noting = context as { [NOTED]?: Noted };
    if (noting[NOTED] === undefined) noting[NOTED] = [{ of: this, note }];
    else noting[NOTED].push({ of: this, note });
  }
}
