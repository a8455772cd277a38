/** The keys of a relay. All have one hash tag, so that they live in one slot of Redis Cluster. */
export interface RelayKeys {
  /** What the names of all keys begin with. */
  readonly base: string;
  /** String: the number of the latest lease. */
  readonly fence: string;
  /** Stream: the leases that were given back lately. */
  readonly control: string;
  /** String: number and holder of the lease of a job. */
  readonly lease: (jobName: string) => string;
  /** Hash: the state of a job. */
  readonly state: (jobName: string) => string;
  /** Stream: the latest events of a job. */
  readonly log: (jobName: string) => string;
  /** Hash: a cached text. */
  readonly text: (name: string) => string;
  /** String: which call fetches the text. */
  readonly textLock: (name: string) => string;
  /** Stream: an entry in it ends the blocked read of this reader. */
  readonly wake: (readerId: string) => string;
}

/** Names the keys of the relay `key`. */
export function relayKeys(key: string): RelayKeys {
  const base = `stepstream:{${key}}:`;
  return {
    base,
    fence: `${base}fence`,
    control: `${base}control`,
    lease: jobName => `${base}job:${jobName}:lease`,
    state: jobName => `${base}job:${jobName}:state`,
    log: jobName => `${base}job:${jobName}:log`,
    text: name => `${base}text:${name}`,
    textLock: name => `${base}lock:${name}`,
    wake: readerId => `${base}wake:${readerId}`,
  };
}
