import { expect } from 'chai';
import { expectTypeOf } from 'expect-type';
import fc from 'fast-check';
import { isRight, right } from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { NetworkError } from '../../src/core/errors.js';
import type { WatchEvent as DomainEvent } from '../../src/core/event.js';
import type { ServerMessage as DomainMessage } from '../../src/core/message.js';
import type { Codec } from '../../src/decode/codec.js';
import { decodeWith } from '../../src/decode/decodeWith.js';
import { WatchEvent, type WireWatchEvent } from '../../src/decode/event.js';
import { WatchedJob } from '../../src/decode/job.js';
import {
  ClientMessage,
  JobList,
  ServerMessage,
  type WireJobList,
  type WireServerMessage,
} from '../../src/decode/message.js';
import { holds } from '../support/holds.js';
import { fullJob, fullSummary, fullWireJob, fullWireSummary } from '../support/jobs.js';
import { leavesOf, pathsOf, replaced, type Path } from '../support/paths.js';
import { anyStep, anyThing, fullStep, fullWire } from '../support/wire.js';

const cause = { code: 'NETWORK', message: 'x' };
const job = { ...fullJob, ...fullSummary };
const wireJob = { ...fullWireJob, ...fullWireSummary };
const named = { jobName: 'job' };

const EVENTS: readonly (readonly [wire: WireWatchEvent, domain: DomainEvent])[] = [
  [
    {
      type: 'step',
      ...named,
      change: 'updated',
      key: 'k',
      step: fullWire,
      previous: fullWire,
      changed: ['a'],
    },
    {
      type: 'step',
      ...named,
      change: 'updated',
      key: 'k',
      step: fullStep,
      previous: fullStep,
      changed: ['a'],
    },
  ],
  [
    { type: 'job', ...named, job: wireJob, previous: { JobName: 'job', Status: 'PENDING' } },
    { type: 'job', ...named, job, previous: { JobName: 'job', Status: 'PENDING' } },
  ],
  [
    { type: 'synced', ...named },
    { type: 'synced', ...named },
  ],
  [
    { type: 'stale', ...named, ageMs: 1.5, cause },
    { type: 'stale', ...named, ageMs: 1.5, cause },
  ],
  [
    { type: 'fresh', ...named },
    { type: 'fresh', ...named },
  ],
  [
    { type: 'done', ...named, job: wireJob, unfinished: ['a'] },
    { type: 'done', ...named, job, unfinished: ['a'] },
  ],
];

const place = { epoch: 'e', seq: 3 };
const MESSAGES: readonly (readonly [wire: WireServerMessage, domain: DomainMessage])[] = [
  ...(
    [
      { type: 'hello', protocol: 1, jobName: 'job', epoch: 'e', resumed: true, heartbeatMs: 10_000 },
      { type: 'beat' },
      { type: 'error', code: 'X', message: 'y', retry: true },
      { type: 'bye', reason: 'done', retry: false },
    ] as const
  ).map(message => [message, message] as const),
  ...EVENTS.map(
    ([wire, domain]) =>
      [
        { type: 'event', ...place, event: wire },
        { type: 'event', ...place, event: domain },
      ] as const,
  ),
  [
    {
      type: 'snapshot',
      ...place,
      steps: [{ key: 'k', step: fullWire }],
      more: true,
      watch: { job: wireJob, synced: true, stale: { ageMs: 1, cause }, done: false },
    },
    {
      type: 'snapshot',
      ...place,
      steps: [{ key: 'k', step: fullStep }],
      more: true,
      watch: { job, synced: true, stale: { ageMs: 1, cause }, done: false },
    },
  ],
  [
    {
      type: 'catchUp',
      ...place,
      from: 1,
      steps: [{ key: 'k', step: fullWire }],
      removed: ['l'],
      more: false,
      watch: { synced: false, done: true },
    },
    {
      type: 'catchUp',
      ...place,
      from: 1,
      steps: [{ key: 'k', step: fullStep }],
      removed: ['l'],
      more: false,
      watch: { synced: false, done: true },
    },
  ],
];

/** Of a cause anything is taken; deeper parts of jobs and steps are looked at by their own codecs' specs. */
const asItCame = (path: Path): boolean => path.includes('cause') || path.some(key => /^[A-Z]/.test(key));

function behaves(name: string, codec: Codec<never, unknown>, wire: object, domain: object): void {
  it(`${name} goes there and back`, () => {
    const text = JSON.stringify(codec.encode(domain as never));
    expect(JSON.parse(text)).deep.equal(wire);
    expect(codec.decode(JSON.parse(text))).deep.equal(right(domain));
    expect(codec.decode(domain)).deep.equal(right(domain));
    expect(codec.is(domain)).true;
  });

  it(`${name} needs its fields, of their types`, () => {
    for (const path of leavesOf(wire)) {
      if (asItCame(path)) continue;
      expect(isRight(codec.decode(replaced(wire, path, { wrong: true }))), path.join('.')).false;
    }
    const needed = pathsOf(wire).filter(
      path => path.length === 1 && !['previous', 'watch', 'cause', 'after', 'unfinished'].includes(path[0]!),
    );
    for (const path of needed)
      expect(isRight(codec.decode(replaced(wire, path, undefined))), path.join('.')).false;
  });
}

describe('the codec of events', () => {
  for (const [wire, domain] of EVENTS) behaves(`a ${wire.type} event`, WatchEvent as never, wire, domain);

  it('writes why a watch is stale without what AWS said', () => {
    const event = {
      type: 'stale',
      ...named,
      ageMs: 1,
      cause: new NetworkError('connect ECONNREFUSED 10.0.0.1'),
    } as const;
    expect(WatchEvent.encode(event)).deep.equal({
      ...event,
      cause: { code: 'NETWORK', message: 'The service did not answer; try again later.' },
    });
    for (const cause of [undefined, null, 'secret', { code: 'X', message: 'y', stack: 'z' }])
      expect(JSON.stringify(WatchEvent.encode({ ...event, cause }))).not.match(/secret|stack/);
  });

  it('takes a job of which only name and status are known', () => {
    const little = { JobName: 'job', Status: 'SOME_NEW_ONE', Added: 1 };
    expect(WatchedJob.decode(little)).deep.equal(right(little));
  });

  it('writes any step so that JSON keeps it', () => {
    holds(
      fc.property(anyStep, step => {
        const event = { type: 'step', ...named, change: 'added', key: 'k', step, changed: [] } as const;
        const decoded = WatchEvent.decode(JSON.parse(JSON.stringify(WatchEvent.encode(event))));
        expect(isRight(decoded) && decoded.right).deep.equal(event);
      }),
    );
  });
});

describe('the codec of messages', () => {
  for (const [wire, domain] of MESSAGES) behaves(`a ${wire.type}`, ServerMessage as never, wire, domain);
  behaves(
    'a list of jobs',
    JobList as never,
    { jobs: [fullWireSummary], after: 'x' },
    { jobs: [fullSummary], after: 'x' },
  );

  it('of a client knows a ping and nothing else', () => {
    expect(ClientMessage.decode({ type: 'ping' })).deep.equal(right({ type: 'ping' }));
    for (const other of [
      { type: 'pong' },
      { type: '__proto__' },
      { type: ['ping'] },
      ['ping'],
      'ping',
      null,
      {},
    ])
      expect(isRight(ClientMessage.decode(other)), JSON.stringify(other)).false;
  });

  it('reports each fault with its path', () => {
    const messageOf = (value: unknown): string => {
      const result = decodeWith(ServerMessage, value, () => 'message');
      return isRight(result) ? 'decodes' : result.left.message;
    };
    expect(messageOf(null)).equal('message: expected a message of a gateway, got null');
    expect(messageOf([])).equal('message: expected a message of a gateway, got a list of 0');
    expect(messageOf({})).equal('message.type: expected a string, got nothing');
    expect(messageOf({ type: 'hi' })).match(
      /^message\.type: expected "hello" or "snapshot" or .*, got "hi"$/,
    );
    expect(messageOf({ type: 'event', ...place, event: { type: 'step' } })).include(
      'message.event.jobName: expected a string, got nothing',
    );
    expect(messageOf({ type: 'bye', reason: 'x', retry: 1 })).equal(
      'message.retry: expected true or false, got 1',
    );
    expect(messageOf({ type: 'event', epoch: 'e', seq: -1, event: EVENTS[2]![0] })).equal(
      'message.seq: expected a whole number of 0 or more, got -1',
    );
  });

  it('takes anything without throwing', () => {
    holds(
      fc.property(
        anyThing,
        fc.constantFrom('hello', 'snapshot', 'event', 'catchUp', 'bye'),
        (thing, type) => {
          ServerMessage.decode(thing);
          ServerMessage.decode({
            type,
            event: thing,
            steps: thing,
            watch: thing,
            epoch: 'e',
            seq: 1,
            more: true,
          });
        },
      ),
    );
  });

  it('has the types of the domain and of the wire', () => {
    expectTypeOf<t.TypeOf<typeof ServerMessage>>().toEqualTypeOf<DomainMessage>();
    expectTypeOf<t.OutputOf<typeof ServerMessage>>().toEqualTypeOf<WireServerMessage>();
    expectTypeOf<t.TypeOf<typeof WatchEvent>>().toEqualTypeOf<DomainEvent>();
    expectTypeOf<t.OutputOf<typeof JobList>>().toEqualTypeOf<WireJobList>();
  });
});
