import type * as core from '../core/message.js';
import type { Codec } from './codec.js';
import { Flag, Text, word } from './primitives.js';
import { struct } from './struct.js';

/** A heartbeat: nothing has happened, and the connection is open. */
export type BeatMessage = core.BeatMessage;
/** A heartbeat: nothing has happened, and the connection is open; the wire form is the same. */
export const BeatMessage: Codec<BeatMessage, BeatMessage> = struct('a beat', { type: word('beat') }, {});

/** The watch of the job has failed; the last message. */
export type ErrorMessage = core.ErrorMessage;
/** The watch of the job has failed; the last message; the wire form is the same. */
export const ErrorMessage: Codec<ErrorMessage, ErrorMessage> = struct(
  'an error',
  { type: word('error'), code: Text, message: Text, retry: Flag },
  {},
);

/** The last message of a connection that ends in order. */
export type ByeMessage = core.ByeMessage;
/** The last message of a connection that ends in order; the wire form is the same. */
export const ByeMessage: Codec<ByeMessage, ByeMessage> = struct(
  'a bye',
  { type: word('bye'), reason: Text, retry: Flag },
  {},
);
