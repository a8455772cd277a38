import type { StaleEvent } from '../core/event.js';
import type { LogBatch, LoggedJob, LoggedStep } from '../core/jobLog.js';
import type { WatchStatus } from '../core/watchStatus.js';
import type { Codec } from '../decode/codec.js';
import { StaleEvent as StaleEventCodec } from '../decode/event.js';
import { WatchedJob } from '../decode/job.js';
import { list } from '../decode/list.js';
import { ErrorMessage } from '../decode/message.js';
import { Text } from '../decode/primitives.js';
import { Step } from '../decode/step.js';
import type { JoinReply } from './joinScript.js';
import { eventOf, fromText, toText } from './wireText.js';

/** What the name of the field of a step begins with. Its value is `SEQ` of a removed step, else `SEQ STEP`. */
const STEP = 'step:';
const Keys = list(Text);

/** Name of the field of a step. */
export const stepField = (key: string): string => `${STEP}${key}`;

/** Folds the events of a batch into the fields of the state that they change. An empty `stale` is none. */
export function fieldsAfter({ after, events }: LogBatch): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const [i, event] of events.entries()) {
    const seq = String(after.seq + 1 + i);
    switch (event.type) {
      case 'step': {
        const { key, step, change } = event;
        fields.set(stepField(key), change === 'removed' ? seq : `${seq} ${toText(Step, step)}`);
        break;
      }
      case 'job':
        fields.set('job', toText(WatchedJob, event.job));
        break;
      case 'synced':
        fields.set('synced', '1');
        break;
      case 'stale':
        fields.set('stale', toText(StaleEventCodec, event)).set('staleSeq', seq);
        break;
      case 'fresh':
        fields.set('stale', '');
        break;
      case 'done':
        fields.set('job', toText(WatchedJob, event.job)).set('done', '1');
        if (event.unfinished !== undefined) fields.set('unfinished', toText(Keys, event.unfinished));
    }
  }
  return fields;
}

/** Age in milliseconds of the latest `stale` of a batch; undefined without one. */
export function staleAge({ events }: LogBatch): number | undefined {
  return events.findLast((event): event is StaleEvent => event.type === 'stale')?.ageMs;
}

/**
 * The log of a job, of what was read of it.
 *
 * Fails with `DecodeError`, which names the field.
 */
export function loggedJob(jobName: string, { now, mayLackEvents, fields, events }: JoinReply): LoggedJob {
  const at = (field: string): string => `the log of ${jobName}: ${field}`;
  const read = <A, O>(field: string, codec: Codec<A, O>): A | undefined => {
    const text = fields.get(field) ?? '';
    return text === '' ? undefined : fromText(codec, text, at(field));
  };
  const head = { epoch: fields.get('epoch') ?? '', seq: Number(fields.get('seq')) };
  const stale = read('stale', StaleEventCodec);
  const since = Number(fields.get('staleSince'));
  const unfinished = read('unfinished', Keys);
  const status: WatchStatus = {
    job: read('job', WatchedJob),
    synced: fields.has('synced'),
    stale: stale && (Number.isFinite(since) ? { ...stale, ageMs: now - since } : stale),
    done: fields.has('done'),
    ...(unfinished && { unfinished }),
  };
  const failure = read('failure', ErrorMessage);
  const first = head.seq - events.length + 1;
  return {
    head,
    oldestPosition: Number(fields.get('oldest')),
    steps: [...fields]
      .flatMap(([field, text]) =>
        field.startsWith(STEP) ? [loggedStep(field.slice(STEP.length), text, at(field))] : [],
      )
      .toSorted((a, b) => a.seq - b.seq),
    status,
    staleSeq: Number(fields.get('staleSeq') ?? 0),
    ...(failure && { failure }),
    mayLackEvents,
    recent: events.map((text, i) => ({
      seq: first + i,
      event: eventOf(text, at(`event ${String(first + i)}`)),
    })),
  };
}

function loggedStep(key: string, text: string, at: string): LoggedStep {
  const space = text.indexOf(' ');
  if (space === -1) return { seq: Number(text), key, step: undefined };
  return { seq: Number(text.slice(0, space)), key, step: fromText(Step, text.slice(space + 1), at) };
}
