/** Views of what was heard of, each once, without keeping it from the garbage collector. */
export class WeakViews<V extends object> {
  readonly #known = new WeakMap<V, WeakRef<V>>();
  readonly #views = new Set<WeakRef<V>>();

  add(view: V): void {
    if (this.#known.has(view)) return;
    const ref = new WeakRef(view);
    this.#known.set(view, ref);
    this.#views.add(ref);
  }

  /** Forgets a view that has nothing to tell any more. One that is added again is known again. */
  delete(view: V): void {
    const ref = this.#known.get(view);
    if (ref === undefined) return;
    this.#known.delete(view);
    this.#views.delete(ref);
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
