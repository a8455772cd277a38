import type { FleetRow, FleetStatus } from '../../core/fleet.js';
import { PROTOCOL_VERSION } from '../../core/message.js';
import type { Cancel, Time } from '../../core/time.js';
import { FleetMessage, FleetRow as FleetRowCodec } from '../../decode/fleet.js';
import { closeCodeOf, errorMessage } from '../../sinks/errorMessage.js';
import { Frame } from '../../sinks/frame.js';
import type { Client, Ending } from '../client.js';
import type { UpdateSource } from '../updateSource.js';
import { messageFrame, NO_RESUME_ID } from '../messageFrame.js';
import { FleetView } from './fleetView.js';
import { RowLog } from './rowLog.js';
import type { FleetState, StartFleet } from './startFleet.js';

/** How a fleet is followed. */
export interface FleetFeedSettings {
  readonly time: Time;
  /** How long the fleet is still followed after its last client has left, in milliseconds. */
  readonly lingerMs: number;
  readonly heartbeatMs: number;
}

/** Whether a client may see a job. */
export type Allows = (jobName: string) => Promise<boolean>;

/** A client that is in the feed. */
export interface FleetMembership {
  readonly leave: () => void;
  /** Asks again which jobs the client may see. */
  readonly review: () => Promise<void>;
}

/**
 * The fleet and the clients that look at it. It is followed while there are any, and for `lingerMs` after. Each row is
 * encoded once; clients that may see all share one log, others have a log each.
 */
export class FleetFeed {
  readonly #clients = new Set<Client>();
  readonly #views = new Map<Client, FleetView>();
  readonly #all: RowLog;
  readonly #texts = new Map<string, { readonly row: FleetRow; readonly text: string }>();
  #state: FleetState = { rows: new Map(), complete: false };
  #stop: (() => void) | undefined;
  #cancelStop: Cancel = () => undefined;
  #ending: Ending | undefined;

  constructor(
    private readonly start: StartFleet,
    private readonly settings: FleetFeedSettings,
  ) {
    this.#all = new RowLog(settings.time.now);
  }

  /** Whether the fleet is followed. */
  get isOn(): boolean {
    return this.#stop !== undefined;
  }

  /** Adds a client, which sees the jobs that `allows` grants; undefined: all. */
  join(make: (source: UpdateSource) => Client, allows?: Allows): FleetMembership {
    if (this.#ending === undefined) this.#cancelStop();
    const { heartbeatMs, time } = this.settings;
    const hello = FleetMessage.encode({ type: 'hello', protocol: PROTOCOL_VERSION, heartbeatMs });
    const view = allows && new FleetView(() => client, allows, time.now);
    const client: Client = make(view?.log ?? this.#all);
    this.#clients.add(client);
    if (view !== undefined) this.#views.set(client, view);
    client.greet(new Frame(JSON.stringify(hello)));
    if (this.#ending === undefined) this.#begin();
    else client.finish(this.#ending);
    view?.take(this.#rowTexts(), this.#status);
    return {
      leave: () => {
        this.#clients.delete(client);
        this.#views.delete(client);
        if (this.#clients.size === 0) this.#endLater();
      },
      review: () => view?.review() ?? Promise.resolve(),
    };
  }

  close(): void {
    this.#end();
  }

  #begin(): void {
    this.#stop ??= this.start({
      publish: state => {
        this.#publish(state);
      },
      fail: error => {
        this.#fail(error);
      },
    });
  }

  #publish(state: FleetState): void {
    this.#state = state;
    const texts = this.#rowTexts();
    if (this.#all.take(texts, this.#status))
      for (const client of this.#clients) if (!this.#views.has(client)) client.catchUp();
    for (const view of this.#views.values()) view.take(texts, this.#status);
  }

  get #status(): FleetStatus {
    const { complete, staleSince, unlisted } = this.#state;
    return { complete, ...(staleSince && { staleSince }), ...(unlisted && { unlisted }) };
  }

  /** The rows as JSON; a row that is the same object as before isn't encoded again. */
  #rowTexts(): ReadonlyMap<string, string> {
    const { rows } = this.#state;
    for (const name of this.#texts.keys()) if (!rows.has(name)) this.#texts.delete(name);
    for (const [name, row] of rows) {
      if (this.#texts.get(name)?.row === row) continue;
      this.#texts.set(name, { row, text: JSON.stringify(FleetRowCodec.encode(row)) });
    }
    return new Map([...this.#texts].map(([name, { text }]) => [name, text]));
  }

  #fail(error: unknown): void {
    const message = errorMessage(error);
    const ending: Ending = {
      frame: messageFrame(message, message.retry ? undefined : NO_RESUME_ID),
      code: closeCodeOf(message),
      reason: message.code,
    };
    this.#ending = ending;
    for (const client of this.#clients) client.finish(ending);
    // Ended later: clients that reconnect at once receive the same error without another call.
    this.#endLater();
  }

  #endLater(): void {
    this.#cancelStop();
    this.#cancelStop = this.settings.time.afterUnref(this.settings.lingerMs, () => {
      this.#end();
    });
  }

  #end(): void {
    this.#cancelStop();
    this.#stop?.();
    this.#stop = undefined;
    this.#ending = undefined;
    this.#publish({ rows: new Map(), complete: false });
  }
}
