import type { Service } from './machineSet.mjs';

export interface Machines {
  readonly start: (name: string) => Promise<void>;
  readonly signal: (name: string, signal: NodeJS.Signals) => boolean;
  readonly end: (name: string, signal?: NodeJS.Signals) => Promise<void>;
  readonly close: () => Promise<void>;
  readonly pidOf: (name: string) => number | undefined;
}

export function freePort(): Promise<number>;

export function nginxArguments(folder: string, config: string): string[];

export function startMachines(
  set: readonly Service[],
  options: {
    readonly commandOf: Readonly<Record<Service['program'], readonly string[]>>;
    readonly onEnd?: (name: string, how: number | string) => void;
  },
): Promise<Machines>;
