import { isLeft } from 'fp-ts/lib/Either.js';
import { DecodeError } from '../core/decodeError.js';
import type { WatchEvent } from '../core/event.js';
import type { Codec } from '../decode/codec.js';
import { decodeWith } from '../decode/decodeWith.js';
import { WatchEvent as WatchEventCodec } from '../decode/event.js';

/** A value as JSON, in the form of the wire. */
export function toText<A, O>(codec: Codec<A, O>, value: A): string {
  return JSON.stringify(codec.encode(value));
}

/**
 * Reads the value of a text of `toText`.
 *
 * Fails with `DecodeError`. `at` names the value in its faults.
 */
export function fromText<A, O>(codec: Codec<A, O>, text: string, at: string): A {
  const value = decodeWith(codec, parsed(text, at), () => at);
  if (isLeft(value)) throw value.left;
  return value.right;
}

/** An event as text, without `previous`. */
export function eventText(event: WatchEvent): string {
  if (event.type !== 'step' && event.type !== 'job') return toText(WatchEventCodec, event);
  const { previous: _, ...rest } = event;
  return toText(WatchEventCodec, rest);
}

/** Reads the event of a text of `eventText`. Fails as `fromText`. */
export function eventOf(text: string, at: string): WatchEvent {
  return fromText(WatchEventCodec, text, at);
}

function parsed(text: string, at: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new DecodeError([{ path: at, expected: 'JSON', actual: text }], { cause });
  }
}
