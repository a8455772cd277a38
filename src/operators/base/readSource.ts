import type { Either } from 'fp-ts/lib/Either.js';
import { filter, Observable, type Subscriber } from 'rxjs';
import { DecodeError } from '../../core/decodeError.js';
import type { StepEvent, WatchEvent } from '../../core/event.js';
import type { StepsPage } from '../../core/page.js';
import type { Step } from '../../core/step.js';
import { decodeEvent } from '../../decode/decodeEvent.js';
import { decodeOnce, isDecoded } from '../../decode/decodeOnce.js';

/** The handlers of an operator, one for each kind of item that it reads. */
export interface Reader {
  /** A step of a listing. */
  readonly step: (step: Step) => void;
  /** A step of a watch was added, updated or removed. */
  readonly change: (event: StepEvent) => void;
  /** Any other event of a watch. Default: ignored. */
  readonly other?: (event: Exclude<WatchEvent, StepEvent>) => void;
  /** A step that can't be decoded. Default: the good steps of its page are read, then the stream fails. */
  readonly invalid?: (error: DecodeError) => void;
  /** An item of the source (a page, a step or an event) has been read to its end. For what is emitted once an item. */
  readonly itemEnd?: () => void;
}

/**
 * The base of every operator: reads the pages, steps and events of the source one by one, and passes them,
 * decoded, to a reader, which emits. Each subscription has a reader of its own. Fails with the source's
 * error, with what the reader throws, and with a `DecodeError`.
 */
export function readSource<T>(
  source: Observable<unknown>,
  makeReader: (out: Subscriber<T>) => Reader,
): Observable<T> {
  return new Observable<T>(out => {
    const reader = makeReader(out);
    // A filter that nothing passes: the reader emits in its place. As an operator of rxjs it unsubscribes
    // with `out`, also while a synchronous source is emitting, and passes on what the reader throws.
    const nothing = filter((item: unknown): item is never => {
      readItem(item, reader, out);
      return false;
    });
    return source.pipe(nothing).subscribe(out);
  });
}

function readItem(item: unknown, reader: Reader, out: Subscriber<unknown>): void {
  // Most items are steps that an operator before this one has decoded.
  if (isDecoded(item)) reader.step(item);
  else if (isPage(item)) {
    readPage(item, reader, out);
    return;
  } else if (isEvent(item)) readEvent(item, reader);
  else read(decodeOnce(item), reader.step, reader);
  reader.itemEnd?.();
}

function readPage(page: StepsPage, reader: Reader, out: Subscriber<unknown>): void {
  const errors: DecodeError[] = [];
  const invalid = reader.invalid ?? ((error: DecodeError) => errors.push(error));
  for (let i = 0; i < page.steps.length && !out.closed; i++) {
    // A page of the caller's own may have null items, as clients pass them on.
    if (page.steps[i] === null) continue;
    const result = decodeOnce(page.steps[i], i);
    if (result._tag === 'Right') reader.step(result.right);
    else invalid(result.left);
  }
  reader.itemEnd?.();
  if (errors.length > 0) {
    throw new DecodeError(
      errors.flatMap(({ faults }) => faults),
      { resumeToken: page.resumeToken },
    );
  }
}

function readEvent(event: WatchEvent, reader: Reader): void {
  if (event.type !== 'step') reader.other?.(event);
  else read(decodeEvent(event), reader.change, reader);
}

function read<A>(result: Either<DecodeError, A>, good: (value: A) => void, { invalid }: Reader): void {
  if (result._tag === 'Right') good(result.right);
  else if (invalid === undefined) throw result.left;
  else invalid(result.left);
}

const isObject = (item: unknown): item is Record<string, unknown> =>
  typeof item === 'object' && item !== null;

const isPage = (item: unknown): item is StepsPage => isObject(item) && Array.isArray(item.steps);

/** Whether an item of a source is an event of a watch. */
export const isEvent = (item: unknown): item is WatchEvent =>
  isObject(item) && typeof item.type === 'string' && !('StepType' in item);
