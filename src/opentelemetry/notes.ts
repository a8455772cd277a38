/** What all listeners have noted about a context, each with the notes that it belongs to. */
type Noted = readonly { readonly of: Notes<unknown>; readonly note: unknown }[];

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

  /** Notes something, in place of what this listener has noted before. A copy of a context has notes of its own from then on. */
  set(context: object, note: V): void {
    const noting = context as { [NOTED]?: Noted };
    const others = noting[NOTED]?.filter(({ of }) => of !== this) ?? [];
    noting[NOTED] = [...others, { of: this, note }];
  }
}
