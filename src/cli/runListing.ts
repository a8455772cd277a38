import { pause } from '../core/pause.js';
import { InvalidInputError, type StepstreamError } from '../core/errors.js';
import { EXIT, exitCodeOf } from './process/exitCodes.js';
import type { Ending, ItemSink } from './output/itemSink.js';
import { OutputClosed } from './output/writer.js';
import type { Host, OutputStream } from './process/host.js';
import { report } from './process/report.js';
import { delayNotes } from './progress/delayNotes.js';
import { listingLine } from './progress/listingLine.js';
import { onStopSignal, type StopSignal } from './process/stopSignal.js';
import { counted } from '../core/counted.js';

/** A page as the command sees it. */
export interface ListedPage<T> {
  readonly items: readonly T[];
  readonly resumeToken?: string | undefined;
  /** Error of the items that couldn't be decoded; the listing ends with it. */
  readonly error?: Error | undefined;
}

/** A listing, and where it goes. */
export interface Listing<T> {
  readonly pages: AsyncIterable<ListedPage<T>>;
  readonly sink: ItemSink<T>;
  /** Token of its start. */
  readonly start: string;
  readonly maxItems?: number | undefined;
  /** `step` or `job`. */
  readonly noun: string;
  /** Whether a progress line may be shown. */
  readonly progress: boolean;
  /** What is said on stderr of a listing without an item. Default: nothing. */
  readonly ofNone?: (() => Promise<string>) | undefined;
}

/** Grace period for a page that is being written when Ctrl-C arrives, in milliseconds. */
const GRACE_PERIOD_MS = 40;

/**
 * Lists, page by page: the next page is asked for when the one before is out, and a page counts for the
 * checkpoint when it is out. Resolves with the exit code.
 *
 * Ctrl-C, SIGTERM and errors write the items so far, and then the flags that continue the listing on stderr; an
 * error carries these flags as `resume`.
 */
export async function runListing<T>(
  listing: Listing<T>,
  host: Pick<Host, 'stderr' | 'time' | 'on' | 'exit'>,
): Promise<number> {
  const { stderr, time } = host;
  const { pages, sink, start, maxItems, noun, ofNone } = listing;
  const progress = listing.progress && sink.atEnd ? listingLine(stderr, time) : delayNotes(stderr, time);
  let resumeToken: string | undefined = start;
  let count = 0;
  let stopped = false;
  let writing: Promise<void> = Promise.resolve();

  // Until a page was written, the same command starts at the same place: flags would add nothing.
  const resume = (token = resumeToken): string | undefined => {
    if (token === undefined || token === start || !sink.writesPartial) return undefined;
    return resumeFlags(token, maxItems === undefined ? undefined : maxItems - count);
  };
  // Once a signal has arrived, its handler ends the process: nothing else may be written.
  const running = (): Promise<void> => (stopped ? new Promise(() => undefined) : Promise.resolve());
  const end = async (ending: Ending): Promise<void> => {
    progress.end();
    await sink.end(ending);
  };
  const withinGracePeriod = (work: Promise<void>): Promise<void> =>
    Promise.race([work.catch(() => undefined), pause(time, GRACE_PERIOD_MS)]);
  const stop = async ({ name }: StopSignal): Promise<void> => {
    stopped = true;
    sink.flush();
    await withinGracePeriod(writing);
    await withinGracePeriod(end({ resumeToken, finished: false }));
    const flags = resume();
    const where = flags === undefined ? '.' : '. Go on with:';
    const how = `${name === 'SIGINT' ? 'interrupted' : 'terminated'} after ${counted(count, noun)}`;
    report(stderr, `${how}${resumeToken === undefined ? ', the last' : where}`, resumeToken && flags);
  };

  const signals = onStopSignal(host, stop);
  try {
    let pageCount = 0;
    let more: string | undefined;
    for await (const page of pages) {
      await running();
      writing = sink.page(page.items, page.resumeToken !== undefined).then(() => {
        count += page.items.length;
        resumeToken = page.resumeToken;
      });
      await writing;
      await running();
      pageCount += 1;
      more = page.resumeToken;
      if (page.error !== undefined) throw page.error;
      progress.update?.(`page ${String(pageCount)}, ${counted(count, noun)}`);
    }
    await running();
    await end({ resumeToken: more, finished: true });
    reportRemaining(stderr, sink.carriesToken ? undefined : more);
    if (count === 0 && ofNone !== undefined) report(stderr, await ofNone());
    return EXIT.ok;
  } catch (error) {
    await running();
    progress.end();
    if (error instanceof OutputClosed) return EXIT.ok;
    await sink.end({ resumeToken, finished: false });
    // What was wrong from the start has nothing to go on with, nor has a query that doesn't fit the listing.
    const begun = count > 0 && !(error instanceof InvalidInputError);
    if (error instanceof Error && (begun || exitCodeOf(error) === EXIT.failed)) {
      Object.assign(error, { resume: resume((error as Partial<StepstreamError>).resumeToken) });
    }
    throw error;
  } finally {
    signals.release();
  }
}

/** Says on stderr that `--max-items` left items; the token is on stderr, so that a pipe has items alone. */
function reportRemaining(stderr: OutputStream, resumeToken: string | undefined): void {
  if (resumeToken === undefined) return;
  report(stderr, 'there are more. Go on with:', `--starting-token ${resumeToken}`);
}

const resumeFlags = (token: string, maxItems: number | undefined): string =>
  `--starting-token ${token}${maxItems === undefined ? '' : ` --max-items ${String(maxItems)}`}`;
