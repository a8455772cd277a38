/** What has become of a listing when it ends, or is ended. */
export interface Ending {
  /** Where it can go on; undefined where it is whole. */
  readonly resumeToken?: string | undefined;
  /** Whether it ended by itself: at its end, or at `--max-items`. */
  readonly finished: boolean;
}

/** Where the items of a listing go: one of the output formats. */
export interface ItemSink<T> {
  /** Whether nothing is written before the end, so that a progress line has its place. */
  readonly atEnd: boolean;
  /** Whether what has come is written also when the listing ends too early. */
  readonly writesPartial: boolean;
  /** Whether the output itself says where to go on. */
  readonly carriesToken: boolean;
  /** Resolves when what is to be written of the page is out; `more` says whether another page is to come. */
  readonly page: (items: readonly T[], more: boolean) => Promise<void>;
  /** Writes what is due of a page at once. */
  readonly flush: () => void;
  readonly end: (ending: Ending) => Promise<void>;
}

/** A sink that writes once, at the end; nothing where the listing ended too early to have any item. */
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
