/** A command of the engine, and what its reply changes. */
export type Command = () => Promise<void>;

/** The commands of one job: one at a time. What is due is asked for before each, so that a failed one is simply due again. */
export class CommandQueue {
  #isRunning = false;
  /** Whether a command has failed since the engine has last answered. */
  #isBlocked = false;
  /** Monotonic moment since which all commands have failed. */
  #failingSince: number | undefined;

  constructor(
    private readonly monotonic: () => number,
    /** The command that is due; undefined where none is. */
    private readonly due: () => Command | undefined,
    /** Called when a command was rejected, with the milliseconds since which all were. */
    private readonly onRejected: (failingMs: number, error: unknown) => void,
  ) {}

  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** Whether the last command has failed. */
  get isFailing(): boolean {
    return this.#failingSince !== undefined;
  }

  /** The engine has answered: what has failed may be tried again. */
  unblock(): void {
    this.#isBlocked = false;
  }

  /** Runs what is due, one command after the other, up to one that fails. */
  run(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    void this.#run();
  }

  async #run(): Promise<void> {
    try {
      for (let next = this.#next(); next !== undefined; next = this.#next()) {
        await next();
        this.#failingSince = undefined;
      }
    } catch (error) {
      const now = this.monotonic();
      this.#isBlocked = true;
      this.#failingSince ??= now;
      this.onRejected(now - this.#failingSince, error);
    }
    this.#isRunning = false;
  }

  #next(): Command | undefined {
    return this.#isBlocked ? undefined : this.due();
  }
}
