/** What has become of a listing when it ends, or is ended. */
export interface Ending {
  /** Where it can go on; undefined where it is whole. */
  readonly resumeToken?: string | undefined;
  /** Whether it ended by itself: at its end, or at `--max-items`. */
  readonly finished: boolean;
}

/** Where the items of a listing go: one of the output formats. */
export interface Sink<T> {
  /** Whether nothing is written before the end, so that a progress line has its place. */
  readonly quiet: boolean;
  /** Whether what has come is written also when the listing ends too early. */
  readonly partial: boolean;
  /** Whether the output itself says where to go on. */
  readonly tellsToken: boolean;
  /** Resolves when what is to be written of the page is out; `more` says whether another page is to come. */
  readonly page: (items: readonly T[], more: boolean) => Promise<void>;
  /** Writes what is due of a page at once. */
  readonly hurry: () => void;
  readonly end: (ending: Ending) => Promise<void>;
}

/** A sink that writes once, at the end; nothing where the listing ended too early to have any item. */
export function sinkOfAll<T>(write: (items: readonly T[], ending: Ending) => Promise<void>): Sink<T> {
  const all: T[] = [];
  return {
    quiet: true,
    partial: true,
    tellsToken: false,
    page: items => {
      all.push(...items);
      return Promise.resolve();
    },
    hurry: () => undefined,
    end: ending => (ending.finished || all.length > 0 ? write(all, ending) : Promise.resolve()),
  };
}
