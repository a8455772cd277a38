import { isLeft } from 'fp-ts/lib/Either.js';
import { pause } from '../../src/core/pause.js';
import type { WatchEvent } from '../../src/core/event.js';
import type {
  JobLog,
  LeaseReply,
  LeaseRequest,
  LogBatch,
  LogEntry,
  LoggedJob,
  LogObserver,
  LogReader,
} from '../../src/core/jobLog.js';
import type { ErrorMessage } from '../../src/core/message.js';
import type { Position } from '../../src/core/position.js';
import type { Step } from '../../src/core/step.js';
import type { Time } from '../../src/core/time.js';
import { aged, staleSinceAfter, statusAfter, UNKNOWN_STATUS } from '../../src/core/watchStatus.js';
import { WatchEvent as EventCodec } from '../../src/decode/event.js';

/** Milliseconds for which a log is kept that no gateway asks for. */
const KEPT_MS = 30_000;
/** Milliseconds after which a command without an answer is given up. */
const LIMIT_MS = 1_000;
/** Milliseconds from a gateway to the engine, and back. */
const WAY_MS = 1;

/** An event in the form in which an engine stores it. */
interface StoredEntry {
  readonly seq: number;
  readonly text: string;
}

interface StoredJob {
  readonly epoch: string;
  seq: number;
  oldestPosition: number;
  readonly steps: Map<string, { readonly seq: number; readonly step: Step | undefined }>;
  status: typeof UNKNOWN_STATUS;
  staleSince: number | undefined;
  staleSeq: number;
  failure: ErrorMessage | undefined;
  entries: readonly StoredEntry[];
  expiresAt: number;
  /** Whether the log expires whatever asks for it. */
  ended: boolean;
  /** Number of the fail-overs before the last append. */
  failOvers: number;
}

/** What a replica of the engine has. */
interface ReplicaState {
  readonly jobs: ReadonlyMap<string, StoredJob>;
  readonly leases: ReadonlyMap<string, Lease>;
  readonly fence: number;
}

interface Lease {
  readonly gateway: MemoryJobLog;
  readonly fence: number;
  endsAt: number;
}

/** An append as the engine has executed it. */
export interface Appended {
  readonly gateway: string;
  readonly jobName: string;
  readonly epoch: string;
  readonly seq: number;
  readonly event: WatchEvent;
}

const textOf = (event: WatchEvent): string => JSON.stringify(EventCodec.encode(event));
function eventOf(text: string): WatchEvent {
  const decoded = EventCodec.decode(JSON.parse(text));
  if (isLeft(decoded)) throw new Error(`not an event: ${text}`);
  return decoded.right;
}
const entryOf = ({ seq, text }: StoredEntry): LogEntry => ({ seq, event: eventOf(text) });

/**
 * An engine for job logs in memory, for several gateways in one process. It does what `JobLog` says, by its own clock; each
 * gateway has a link of its own to it, which can fail.
 */
export class MemoryLogs {
  readonly #jobs = new Map<string, StoredJob>();
  readonly #leases = new Map<string, Lease>();
  readonly #cache = new Map<string, { readonly at: number; readonly text: Promise<string> }>();
  readonly links: Set<MemoryJobLog> = new Set<MemoryJobLog>();
  /** All events that were appended, in order. */
  readonly appended: Appended[] = [];
  /** Called when a lease is granted. */
  onGrant: (jobName: string, gateway: string) => void = () => undefined;
  /** Number of commands that were executed, by method. */
  readonly commands: Record<'join' | 'append' | 'lease' | 'release' | 'cached', number> = {
    ...{ join: 0, append: 0, lease: 0, release: 0, cached: 0 },
  };
  /** Whether gateways learn of fail-overs by the logs. */
  tellsFailOvers = true;
  #fence = 0;
  #failOvers = 0;
  #replica: ReplicaState | undefined;
  /** Until then no command is executed. */
  #stalledUntil = 0;

  constructor(
    readonly time: Time,
    readonly leaseMs = 3_000,
  ) {}

  /** A link for one gateway, whose timers run on `time`. */
  link(name: string, time: Time = this.time): MemoryJobLog {
    const link = new MemoryJobLog(name, this, time);
    this.links.add(link);
    return link;
  }

  /** Loses everything, as FLUSHALL does. */
  flush(): void {
    this.#jobs.clear();
    this.#leases.clear();
    this.#cache.clear();
    this.#fence = 0;
  }

  /** From now on the replica receives nothing. */
  holdReplica(): void {
    this.#replica ??= {
      jobs: new Map([...this.#jobs].map(([name, job]) => [name, { ...job, steps: new Map(job.steps) }])),
      leases: new Map([...this.#leases].map(([name, lease]) => [name, { ...lease }])),
      fence: this.#fence,
    };
  }

  /** The replica takes over: what was acknowledged since it was held is lost. */
  failOver(): void {
    if (this.tellsFailOvers) this.#failOvers += 1;
    if (this.#replica === undefined) return;
    const { jobs, leases, fence } = this.#replica;
    this.#replica = undefined;
    this.#jobs.clear();
    this.#leases.clear();
    for (const [name, job] of jobs) this.#jobs.set(name, job);
    for (const [name, lease] of leases) this.#leases.set(name, lease);
    this.#fence = fence;
  }

  /** Executes nothing for so long; what arrives meanwhile is executed then. */
  stall(ms: number): void {
    this.#stalledUntil = Math.max(this.#stalledUntil, this.time.monotonic() + ms);
  }

  get stalledForMs(): number {
    return Math.max(0, this.#stalledUntil - this.time.monotonic());
  }

  /** The gateway that holds the lease of a job. */
  holder(jobName: string): string | undefined {
    return this.#lease(jobName)?.gateway.name;
  }

  /** What is stored of a job. */
  stored(jobName: string): LoggedJob | undefined {
    return this.#read(jobName);
  }

  join(jobName: string): LoggedJob | undefined {
    this.commands.join += 1;
    return this.#read(jobName);
  }

  append(gateway: MemoryJobLog, jobName: string, batch: LogBatch): 'appended' | 'fenced' | 'moved' {
    this.commands.append += 1;
    const lease = this.#lease(jobName);
    if (lease?.gateway !== gateway || lease.fence !== batch.fence) return 'fenced';
    const { after, events, replaces, failure, keptMs, drop } = batch;
    const before = this.#job(jobName);
    const begins = after.seq === 0 && (before === undefined || before.epoch === replaces);
    const isAtHead = before?.epoch === after.epoch && before.seq === after.seq;
    if (!begins && !(isAtHead && before.failOvers === this.#failOvers)) return 'moved';
    const now = this.time.monotonic();
    const job = begins ? begin(after.epoch) : before!;
    this.#jobs.set(jobName, job);
    for (const event of events) {
      const seq = ++job.seq;
      const text = textOf(event);
      const stored = eventOf(text);
      if (stored.type === 'step')
        job.steps.set(stored.key, { seq, step: stored.change === 'removed' ? undefined : stored.step });
      job.status = statusAfter(job.status, stored);
      job.staleSince = staleSinceAfter(job.staleSince, stored, now);
      if (stored.type === 'stale') job.staleSeq = seq;
      job.entries = [...job.entries, { seq, text }];
      this.appended.push({ gateway: gateway.name, jobName, epoch: job.epoch, seq, event: stored });
    }
    for (const key of drop.keys) if (job.steps.get(key)?.step === undefined) job.steps.delete(key);
    job.oldestPosition = Math.max(job.oldestPosition, drop.oldestPosition);
    job.entries = job.entries.filter(({ seq }) => seq >= drop.eventsBefore);
    if (failure !== undefined) job.failure = failure;
    job.failOvers = this.#failOvers;
    job.ended = keptMs !== undefined;
    job.expiresAt = now + (keptMs ?? KEPT_MS);
    for (const link of this.links) link.onAppended();
    return 'appended';
  }

  lease(gateway: MemoryJobLog, requests: readonly LeaseRequest[]): readonly LeaseReply[] {
    this.commands.lease += 1;
    const now = this.time.monotonic();
    return requests.map(({ jobName, fence, isWanted }) => {
      const job = this.#job(jobName);
      if (job !== undefined && !job.ended) job.expiresAt = Math.max(job.expiresAt, now + KEPT_MS);
      const head = job && { epoch: job.epoch, seq: job.seq };
      const lease = this.#lease(jobName);
      if (lease?.gateway === gateway && lease.fence === fence) {
        lease.endsAt = now + this.leaseMs;
        return { fence, endsInMs: this.leaseMs, head };
      }
      if (lease !== undefined || !isWanted)
        return { fence: undefined, endsInMs: lease === undefined ? 0 : lease.endsAt - now, head };
      const granted = ++this.#fence;
      this.#leases.set(jobName, { gateway, fence: granted, endsAt: now + this.leaseMs });
      this.onGrant(jobName, gateway.name);
      return { fence: granted, endsInMs: this.leaseMs, head };
    });
  }

  release(gateway: MemoryJobLog, jobName: string, fence: number): void {
    this.commands.release += 1;
    const lease = this.#lease(jobName);
    if (lease?.gateway !== gateway || lease.fence !== fence) return;
    this.#leases.delete(jobName);
    for (const link of this.links) link.onReleased(jobName);
  }

  cached(key: string, maxAgeMs: number, fetch: () => Promise<string>): Promise<string> {
    this.commands.cached += 1;
    const known = this.#cache.get(key);
    const now = this.time.monotonic();
    if (known !== undefined && now - known.at < maxAgeMs) return known.text;
    const text = fetch();
    this.#cache.set(key, { at: now, text });
    text.catch(() => this.#cache.delete(key));
    return text;
  }

  /** What is appended to the log of a job after a position. */
  after(
    jobName: string,
    { epoch, seq }: Position,
  ):
    | { readonly head: Position; readonly entries: readonly LogEntry[]; readonly failure?: ErrorMessage }
    | undefined {
    const job = this.#job(jobName);
    if (job === undefined) return undefined;
    const missed = job.epoch === epoch ? job.entries.filter(entry => entry.seq > seq) : job.entries;
    return {
      head: { epoch: job.epoch, seq: job.seq },
      entries: missed.map(entryOf),
      ...(job.failure && { failure: job.failure }),
    };
  }

  #read(jobName: string): LoggedJob | undefined {
    const job = this.#job(jobName);
    if (job === undefined) return undefined;
    const { epoch, seq, oldestPosition, steps, status, staleSince, staleSeq, failure, entries } = job;
    return {
      head: { epoch, seq },
      oldestPosition,
      steps: [...steps].map(([key, entry]) => ({ key, ...entry })).toSorted((a, b) => a.seq - b.seq),
      status: aged(status, staleSince, this.time.monotonic()),
      staleSeq,
      ...(failure && { failure }),
      mayLackEvents: job.failOvers !== this.#failOvers,
      recent: entries.map(entryOf),
    };
  }

  #job(jobName: string): StoredJob | undefined {
    const job = this.#jobs.get(jobName);
    if (job === undefined || job.expiresAt > this.time.monotonic()) return job;
    this.#jobs.delete(jobName);
    return undefined;
  }

  #lease(jobName: string): Lease | undefined {
    const lease = this.#leases.get(jobName);
    if (lease === undefined || lease.endsAt > this.time.monotonic()) return lease;
    this.#leases.delete(jobName);
    return undefined;
  }
}

const begin = (epoch: string): StoredJob => ({
  ...{ epoch, seq: 0, oldestPosition: 0, steps: new Map(), status: UNKNOWN_STATUS, staleSince: undefined },
  ...{ staleSeq: 0, failure: undefined, entries: [], expiresAt: 0, ended: false, failOvers: 0 },
});

/** The link of one gateway to the logs in memory. Its fields are faults that a spec switches on. */
export class MemoryJobLog implements JobLog {
  /** Commands are refused at once, as by a server that isn't there, and nothing is read. */
  isAway = false;
  /** Commands and what is read are lost on the way, as by a cable that is unplugged. */
  isCutOff = false;
  /** Milliseconds that each command takes longer on its way to the engine. */
  slowMs = 0;
  /** Number of further commands that are executed, and whose replies are lost. */
  lostReplies = 0;
  /** Moment at which a command last failed. */
  failedAt: number = -Infinity;
  /** Whether the last command has failed. */
  isFailing = false;
  readonly #readers = new Set<MemoryReader>();

  constructor(
    readonly name: string,
    readonly logs: MemoryLogs,
    readonly time: Time,
  ) {}

  get leaseMs(): number {
    return this.logs.leaseMs;
  }

  /** Number of readers that aren't closed. */
  get readers(): number {
    return this.#readers.size;
  }

  join(jobName: string): Promise<LoggedJob | undefined> {
    return this.#command(() => this.logs.join(jobName));
  }

  append(jobName: string, batch: LogBatch): Promise<'appended' | 'fenced' | 'moved'> {
    return this.#command(() => this.logs.append(this, jobName, batch));
  }

  lease(requests: readonly LeaseRequest[]): Promise<readonly LeaseReply[]> {
    return this.#command(() => this.logs.lease(this, requests));
  }

  release(jobName: string, fence: number): Promise<void> {
    return this.#command(() => this.logs.release(this, jobName, fence));
  }

  async cached(key: string, maxAgeMs: number, fetch: () => Promise<string>): Promise<string> {
    const { text } = await this.#command(() => ({ text: this.logs.cached(key, maxAgeMs, fetch) }));
    return text;
  }

  read(observer: LogObserver): LogReader {
    const reader = new MemoryReader(this, observer, () => this.#readers.delete(reader));
    this.#readers.add(reader);
    return reader;
  }

  /** The link works again; its readers go on where they were. */
  heal(): void {
    this.isAway = false;
    this.isCutOff = false;
    for (const reader of this.#readers) reader.pump();
  }

  onAppended(): void {
    for (const reader of this.#readers) reader.pump();
  }

  /** Tells the last events once more. */
  repeat(count: number): void {
    for (const reader of this.#readers) reader.repeat(count);
  }

  onReleased(jobName: string): void {
    for (const reader of this.#readers) reader.released(jobName);
  }

  async #command<T>(execute: () => T): Promise<T> {
    const { time } = this;
    const limit = new AbortController();
    const limited = pause(time, LIMIT_MS, limit.signal).then((): never => {
      throw new Error('no answer in time');
    });
    try {
      await pause(time, WAY_MS);
      if (this.isAway) throw new Error('connection refused');
      if (this.isCutOff) return await limited;
      const result = await Promise.race([this.#execute(execute), limited]);
      if (this.#losesReply()) return await limited;
      await pause(time, WAY_MS);
      this.isFailing = false;
      return result;
    } catch (error) {
      this.failedAt = this.logs.time.monotonic();
      this.isFailing = true;
      throw error;
    } finally {
      limited.catch(() => undefined);
      limit.abort();
    }
  }

  /** Runs by the engine's clock: a command is executed although its gateway is frozen meanwhile, or has given it up. */
  async #execute<T>(execute: () => T): Promise<T> {
    const { logs } = this;
    if (this.slowMs > 0) await pause(logs.time, this.slowMs);
    while (logs.stalledForMs > 0) await pause(logs.time, logs.stalledForMs);
    return execute();
  }

  #losesReply(): boolean {
    const isLost = this.lostReplies > 0;
    if (isLost) this.lostReplies -= 1;
    return isLost || this.isCutOff || this.isAway;
  }
}

class MemoryReader implements LogReader {
  readonly #positions = new Map<string, Position>();
  #isInterrupted = false;
  #isClosed = false;
  #isDue = false;

  constructor(
    private readonly link: MemoryJobLog,
    private readonly observer: LogObserver,
    private readonly forget: () => void,
  ) {}

  follow(jobName: string, after: Position): void {
    this.#positions.set(jobName, after);
    this.pump();
  }

  unfollow(jobName: string): void {
    this.#positions.delete(jobName);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await pause(this.link.time, WAY_MS);
    this.forget();
  }

  repeat(count: number): void {
    for (const [jobName, { epoch, seq }] of this.#positions)
      this.#positions.set(jobName, { epoch, seq: Math.max(0, seq - count) });
    this.pump();
  }

  /** Reads what is there, soon. */
  pump(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    this.link.time.afterUnref(WAY_MS + this.link.logs.stalledForMs, () => {
      this.#isDue = false;
      if (this.#canRead()) this.#deliver();
    });
  }

  released(jobName: string): void {
    this.link.time.afterUnref(WAY_MS, () => {
      if (this.#canRead()) this.observer.released(jobName);
    });
  }

  #canRead(): boolean {
    if (this.#isClosed) return false;
    const { isAway, isCutOff } = this.link;
    const isInterrupted = isAway || isCutOff;
    if (isInterrupted !== this.#isInterrupted) {
      this.#isInterrupted = isInterrupted;
      if (isInterrupted) this.observer.interrupted(new Error('the connection is lost'));
      else this.observer.resumed();
    }
    return !isInterrupted;
  }

  #deliver(): void {
    for (const [jobName, position] of this.#positions) {
      const read = this.link.logs.after(jobName, position);
      if (read === undefined) continue;
      const { head, entries, failure } = read;
      if (head.epoch === position.epoch && head.seq === position.seq && failure === undefined) continue;
      if (entries.length === 0 && failure === undefined) continue;
      this.#positions.set(jobName, head);
      if (failure !== undefined) this.#positions.delete(jobName);
      this.observer.appended(jobName, head.epoch, entries, failure);
    }
  }
}
