/**
 * What one listener notes about contexts, each kept on its context under a symbol: a WeakMap would cost every call two
 * entries that the garbage collector has to look through.
 */
export class Notes<V> {
  readonly #key = Symbol('stepstream');

  get(context: object): V | undefined {
    return (context as Record<symbol, V | undefined>)[this.#key];
  }

  set(context: object, note: V): void {
    (context as Record<symbol, V>)[this.#key] = note;
  }
}
