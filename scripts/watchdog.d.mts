export interface Limits {
  readonly limitMs: number;
  readonly silentLimitMs: number;
}

export class Watchdog {
  constructor(limits: Limits, nowMs: number);
  output(nowMs: number): void;
  resumed(nowMs: number): void;
  cpu(totalMs: number | undefined, nowMs: number): void;
  complaint(nowMs: number): string | undefined;
}
