/** How a listing ended. */
export interface Ending {
  /** Token to continue from; undefined where the listing is complete. */
  readonly resumeToken?: string | undefined;
  /** Whether it ended by itself: at its end, or at `--max-items`. */
  readonly finished: boolean;
}

/** Where the items of a listing go: one of the output formats. */
export interface ItemSink<T> {
  /** Whether the sink writes only at the end, which leaves room for a progress line. */
  readonly atEnd: boolean;
  /** Whether the items so far are written when the listing ends early. */
  readonly writesPartial: boolean;
  /** Whether the output itself carries the token to continue from. */
  readonly carriesToken: boolean;
  /** Writes a page, and resolves when it is out; `more` is true where another page follows. */
  readonly page: (items: readonly T[], more: boolean) => Promise<void>;
  /** Writes at once what is held back of a page. */
  readonly flush: () => void;
  readonly end: (ending: Ending) => Promise<void>;
}

/** Makes a sink that collects all items and writes them once, at the end; nothing where the listing ended early and has no item. */
export function collectingSink<T>(
  write: (items: readonly T[], ending: Ending) => Promise<void>,
): ItemSink<T> {
  const all: T[] = [];
  return {
    atEnd: true,
    writesPartial: true,
    carriesToken: false,
    page: items => {
      all.push(...items);
      return Promise.resolve();
    },
    flush: () => undefined,
    end: ending => (ending.finished || all.length > 0 ? write(all, ending) : Promise.resolve()),
  };
}
