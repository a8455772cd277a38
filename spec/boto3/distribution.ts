import type { Leg, Setting } from './setting.js';

/** What one leg turned out to be. */
export interface LegReport {
  readonly leg: Leg;
  /** Pages with items. */
  readonly fullPages: number;
  /** Whether our token afterwards stands inside a page of ours. */
  readonly cutInside: boolean;
  /** Whose token it started with, where one side started with a token of the other. */
  readonly handedOver: 'ours' | 'theirs' | 'raw' | undefined;
  /** Whether an empty page came. */
  readonly empty: boolean;
  /** Items that botocore gave a second time. */
  readonly repeated: number;
}

/** What the settings turned out to be. */
export interface Distribution {
  readonly severalPages: number;
  readonly cutInside: number;
  readonly line: string;
}

/** Counts what the settings turned out to be. */
export function distributionOf(
  reports: readonly { readonly setting: Setting; readonly legs: readonly LegReport[] }[],
): Distribution {
  const legs = reports.flatMap(report => report.legs);
  const share = (holds: (leg: LegReport) => boolean): number =>
    reports.filter(report => report.legs.some(holds)).length / reports.length;
  const count = (holds: (leg: LegReport) => boolean): string => String(legs.filter(holds).length);
  const percent = (value: number): string => `${(100 * value).toFixed(0)} %`;
  const severalPages = share(leg => leg.fullPages > 1);
  const cutInside = share(leg => leg.cutInside);
  const token = (whose: LegReport['handedOver']): string => count(leg => leg.handedOver === whose);
  const line = [
    `${String(reports.length)} settings in ${String(legs.length)} legs`,
    `${percent(severalPages)} have several pages`,
    `${percent(cutInside)} are cut inside a page`,
    `${percent(share(leg => leg.empty))} have empty pages`,
    `${percent(share(leg => leg.leg.cut?.kind === 'error'))} go on after an error`,
    `tokens handed over: ${token('ours')} of ours, ${token('theirs')} of theirs, ${token('raw')} of AWS`,
    `items repeated by the other side in ${count(leg => leg.repeated > 0)} legs`,
  ].join('; ');
  return { severalPages, cutInside, line };
}
