export interface Service {
  readonly name: string;
  readonly program: 'redis-server' | 'stepstream' | 'nginx';
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly config?: string;
  readonly ready: RegExp;
}

export interface Address {
  readonly host: string;
  readonly port: number;
}

export const GATEWAYS: readonly string[];
export const SERVICES: readonly string[];

export function machineSet(options: {
  readonly at: (name: string) => Address;
  readonly listen: string;
  readonly token: string;
}): readonly Service[];

export function pageAddress(address: Address, token: string): string;
