import { InvalidInputError } from '../../core/errors.js';
import type { ScalingTraffic } from '../../core/scaling.js';
import type { ConnectionSettings, CriterionSettings, OutputSettings } from '../flags/settings.js';
import type { JobArgument } from '../jobArgument.js';

/** What `--scaling` writes: the advice in words, or the commands of aws-cli as well. */
export const SCALING_FORMS = ['advice', 'aws-cli'] as const;

/** What `--scaling` writes. */
export type ScalingForm = (typeof SCALING_FORMS)[number];

/** The flags of `best` that ask how the pick should scale. */
export interface ScalingSettings {
  readonly scaling?: ScalingForm;
  /** Invocations per minute. */
  readonly scalingMin?: number;
  /** Invocations per minute. */
  readonly scalingMax?: number;
  /** Percent of each core. */
  readonly scalingCpu?: number;
}

/** What is asked of AWS. */
export interface WantedScaling {
  readonly form: ScalingForm;
  /** What the connection was told; the rest aws-cli finds where this command does. */
  readonly account: Pick<ConnectionSettings, 'region' | 'profile'>;
  readonly traffic: ScalingTraffic & { readonly minPerMinute: number; readonly maxPerMinute: number };
}

/** Share of the peak that counts as the least traffic, unless a flag gives it. */
const LEAST_SHARE = 0.1;

const DEPENDENT = [
  ['scalingMin', '--scaling-min'],
  ['scalingMax', '--scaling-max'],
  ['scalingCpu', '--scaling-cpu'],
] as const;

/**
 * What the flags ask of AWS for a job; undefined without `--scaling`. The most invocations a minute are the traffic with its headroom,
 * the least a tenth of that, unless flags give them. Fails with `InvalidInputError`.
 */
export function wantedScaling(
  settings: ScalingSettings & CriterionSettings & OutputSettings & ConnectionSettings,
  { named }: JobArgument,
): WantedScaling | undefined {
  const { scaling: form, traffic, headroom = 0, scalingMax, scalingMin, scalingCpu } = settings;
  if (form === undefined) {
    const lonely = DEPENDENT.find(([name]) => settings[name] !== undefined);
    if (lonely !== undefined) throw new InvalidInputError(lonely[1], 'needs --scaling too');
    return undefined;
  }
  if (named === undefined) throw refused('asks AWS about a job of the account, and JOB is a file');
  if (named.kind !== 'classic') throw refused('goes with classic jobs: AWS gives no such advice for AI jobs');
  if (settings.output === 'csv') throw refused('has no place in CSV; table, json and ndjson have it');
  const peak = scalingMax ?? (traffic === undefined ? undefined : traffic * (1 + headroom));
  if (peak === undefined) {
    throw refused('needs --traffic too, the requests per minute at the peak, or --scaling-max');
  }
  // Rounding takes away what products of decimals add: 9000 and 10% are 9900.000000000002.
  const maxPerMinute = Math.ceil(Number(peak.toPrecision(12)));
  const minPerMinute = scalingMin ?? Math.max(1, Math.round(maxPerMinute * LEAST_SHARE));
  if (maxPerMinute < minPerMinute)
    throw new InvalidInputError('--scaling-max', 'must not be below --scaling-min');
  const { region, profile } = settings;
  return {
    form,
    account: { ...(region !== undefined && { region }), ...(profile !== undefined && { profile }) },
    traffic: {
      minPerMinute,
      maxPerMinute,
      ...(scalingCpu !== undefined && { targetCpuPercent: scalingCpu }),
    },
  };
}

const refused = (why: string): InvalidInputError => new InvalidInputError('--scaling', why);
