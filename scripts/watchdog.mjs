// Tells a program that hangs from one that is slow, by what can be seen from outside: output, and CPU time of its
// process tree. Knows no clock and no process: moments and figures come in as arguments, all in milliseconds.

/** Share of one processor that a tree must use to count as working; an idle event loop with timers uses less. */
const LEAST_SHARE = 0.01;

export class Watchdog {
  #progressAt;
  #outputAt;
  #lastTotalMs = 0;
  #grownMs = 0;

  /**
   * `limitMs`: the longest time without output and without CPU time.
   * `silentLimitMs`: the longest time without output, whatever CPU time is used: an endless loop ends, too.
   */
  constructor({ limitMs, silentLimitMs }, nowMs) {
    this.limitMs = limitMs;
    this.silentLimitMs = silentLimitMs;
    this.#progressAt = this.#outputAt = nowMs;
  }

  /** The program has written something: a line, or the dot of a spec that ended. */
  output(nowMs) {
    this.#outputAt = nowMs;
    this.#progress(nowMs);
  }

  /** Looked at again after a time in which nobody could look: it counts for nothing. */
  resumed(nowMs) {
    this.output(nowMs);
  }

  /**
   * The CPU time of the tree, a sum over the processes that live: it falls where one has left. Where it is
   * undefined, as the system doesn't tell, only the limit of silence holds.
   */
  cpu(totalMs, nowMs) {
    if (totalMs === undefined) {
      this.#progress(nowMs);
      return;
    }
    this.#grownMs += Math.max(0, totalMs - this.#lastTotalMs);
    this.#lastTotalMs = totalMs;
    if (this.#grownMs > 0 && this.#grownMs >= LEAST_SHARE * (nowMs - this.#progressAt)) this.#progress(nowMs);
  }

  /** What is wrong, as a part of a sentence; undefined while there is progress. */
  complaint(nowMs) {
    const seconds = ms => `${Math.round(ms / 1000)} s`;
    if (nowMs - this.#progressAt >= this.limitMs)
      return `no line, no finished spec and no CPU time for ${seconds(this.limitMs)}`;
    if (nowMs - this.#outputAt >= this.silentLimitMs)
      return `no line and no finished spec for ${seconds(this.silentLimitMs)}, though it uses CPU time`;
    return undefined;
  }

  #progress(nowMs) {
    this.#progressAt = nowMs;
    this.#grownMs = 0;
  }
}
