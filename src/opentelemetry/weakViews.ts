/** Views of what was heard of, each once, without keeping it from the garbage collector. */
export class WeakViews<V extends object> {
  readonly #known = new WeakSet<V>();
  readonly #views = new Set<WeakRef<V>>();

  add(view: V): void {
    if (this.#known.has(view)) return;
    this.#known.add(view);
    this.#views.add(new WeakRef(view));
  }

  /** The sum of what is read of each. */
  sum(read: (view: V) => number): number {
    let sum = 0;
    for (const ref of this.#views) {
      const view = ref.deref();
      if (view === undefined) this.#views.delete(ref);
      else sum += read(view);
    }
    return sum;
  }
}
