import { Observable } from 'rxjs';
import type { WatchEvent } from '../../core/event.js';
import type { ServerMessage } from '../../core/message.js';
import { formatPosition } from '../../core/position.js';
import { createReplica } from '../../core/replica.js';
import { ServerMessage as ServerMessageCodec } from '../../decode/message.js';
import { Connection } from './connection.js';
import type { ControlMessage } from './connectionUser.js';
import type { FeedPorts } from './feedPorts.js';
import { afterEvents, noState, type FeedState, type Link } from './feedState.js';
import { readMessage } from './readMessage.js';

/** The types of messages: one that is added and left out here doesn't compile. */
const KNOWN: Readonly<Record<ServerMessage['type'], true>> = {
  hello: true,
  snapshot: true,
  catchUp: true,
  event: true,
  beat: true,
  error: true,
  bye: true,
};

/**
 * Follows a job at the gateway, as docs/protocol.md has it: emits the state of the job at each message. A connection that was
 * lost resumes where it was. It never fails, and never completes.
 */
export function jobFeed$(jobName: string, ports: FeedPorts): Observable<FeedState> {
  return new Observable(out => {
    const replica = createReplica();
    let state = noState(jobName);
    const emit = (events: readonly WatchEvent[], link: Link): void => {
      state = { ...afterEvents(state, events, ports.time.now()), link };
      out.next(state);
    };
    const take = (data: unknown): ControlMessage | 'broken' | undefined => {
      const message = readMessage<ServerMessage>(data, ServerMessageCodec, KNOWN);
      if (message === 'ignored') return undefined;
      if (message === 'broken') return 'broken';
      let events: readonly WatchEvent[];
      try {
        events = replica.apply(message);
      } catch {
        // What doesn't fit has cost the replica its position: the next connection gets a snapshot.
        return 'broken';
      }
      switch (message.type) {
        case 'hello':
        case 'error':
        case 'bye':
          return message;
        case 'beat':
          return undefined;
        case 'snapshot':
        case 'catchUp':
          // A part of a snapshot is of different moments; it is shown once it is whole.
          emit(events, message.more ? state.link : { kind: 'live' });
          return undefined;
        case 'event':
          emit(events, { kind: 'live' });
      }
    };
    const connection = new Connection(ports, {
      address: () => {
        const { position } = replica;
        const after = position === undefined ? '' : `?after=${formatPosition(position)}`;
        return `jobs/${encodeURIComponent(jobName)}${after}`;
      },
      take,
      link: link => emit([], link),
    });
    out.add(
      ports.wake$.subscribe({ next: () => connection.wake(), error: (error: unknown) => out.error(error) }),
    );
    out.add(() => connection.stop());
    connection.start();
  });
}
