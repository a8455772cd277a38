import { WatchEvent } from '../../decode/event.js';
import { errorLine } from '../errorLine.js';
import { jsonLine } from '../output/ndjsonSink.js';
import type { Writer } from '../output/writer.js';
import { StepstreamError } from '../../core/errors.js';
import type { WatchUpdate } from './jobTrackers.js';
import type { WatchView } from './watchView.js';

/**
 * Writes each event as a line of JSON, in the form of the wire. A failed watch of one job of several
 * isn't an event: it is reported on stderr.
 */
export function eventView(out: Writer): WatchView {
  return {
    show: update => ('event' in update ? out.write(jsonLine(wireOf(update.event))) : Promise.resolve()),
    end: () => Promise.resolve(),
  };
}

/** An event in the form of the wire. The cause of `stale` is given in full: its reader is the user of the command. */
function wireOf(event: Extract<WatchUpdate, { readonly event: unknown }>['event']): unknown {
  if (event.type !== 'stale') return WatchEvent.encode(event);
  const { cause } = event;
  const code = cause instanceof StepstreamError ? cause.code : 'INTERNAL';
  return WatchEvent.encode({ ...event, cause: { code, message: errorLine(cause) } });
}
