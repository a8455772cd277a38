import type { FleetStatus } from '../../core/fleet.js';
import type { Client } from '../client.js';
import { RowLog } from './rowLog.js';

/** Maximum number of rows for which `authorize` is asked at once, for one client. */
const MAX_ASKING = 16;

/** The rows that one client may see, where `authorize` decides: each job is asked for once, when it has its first row. */
export class FleetView {
  readonly log: RowLog;
  readonly #answers = new Map<string, boolean>();
  readonly #waiting = new Set<string>();
  #asking = 0;
  #rows: ReadonlyMap<string, string> = new Map();
  #status: FleetStatus = { complete: false };

  constructor(
    private readonly client: () => Client | undefined,
    private readonly allows: (jobName: string) => Promise<boolean>,
    now: () => number,
  ) {
    this.log = new RowLog(now);
  }

  /** Takes the present rows of all jobs. */
  take(rows: ReadonlyMap<string, string>, status: FleetStatus): void {
    this.#rows = rows;
    this.#status = status;
    for (const name of this.#answers.keys()) if (!rows.has(name)) this.#answers.delete(name);
    for (const name of this.#waiting) if (!rows.has(name)) this.#waiting.delete(name);
    for (const name of rows.keys()) if (!this.#answers.has(name)) this.#waiting.add(name);
    this.#ask();
    this.#show();
  }

  /** Asks again for every job, as rights may have changed. Resolves once all were asked, and rows without access are gone. */
  async review(): Promise<void> {
    const names = [...this.#answers.keys()].values();
    const work = async (): Promise<void> => {
      for (const name of names) {
        const isAllowed = await this.allows(name);
        if (this.#answers.has(name)) this.#answers.set(name, isAllowed);
      }
    };
    await Promise.all(Array.from({ length: MAX_ASKING }, work));
    this.#show();
  }

  #ask(): void {
    for (const name of this.#waiting) {
      if (this.#asking >= MAX_ASKING) return;
      this.#waiting.delete(name);
      this.#asking += 1;
      void this.allows(name).then(isAllowed => {
        this.#asking -= 1;
        if (this.#rows.has(name)) this.#answers.set(name, isAllowed);
        this.#ask();
        // The answers that are under way become one message.
        if (this.#asking === 0) this.#show();
      });
    }
  }

  #show(): void {
    const isAsked = this.#asking === 0 && this.#waiting.size === 0;
    const visible = new Map([...this.#rows].filter(([name]) => this.#answers.get(name) === true));
    const isChanged = this.log.take(visible, {
      ...this.#status,
      complete: this.#status.complete && isAsked,
    });
    if (isChanged) this.client()?.catchUp();
  }
}
