import { Option, type Command } from 'commander';
import { InvalidInputError } from '../../core/errors.js';
import type { JobKind } from '../../core/jobKind.js';
import type { PricePerHour } from '../../operators/ranking/prices.js';
import { BOUND_RULES, type Bound, type Bounds } from '../../operators/ranking/bounds.js';
import { perInference, perMillion } from '../../words/money.js';
import { names, number, percent, statistic } from './flagValues.js';

/** How a bound is given as a flag. */
interface BoundFlag {
  readonly flag: string;
  /** Name of the value; absent for a flag that is given or not. */
  readonly value?: string;
  readonly help: string;
  readonly parse?: (text: string) => unknown;
  readonly choices?: readonly string[];
  /** Conversions between the unit of the flag and that of the bound, where they differ. */
  readonly unit?: {
    readonly toBound: (value: number) => number | undefined;
    readonly toFlag: (value: number) => number | undefined;
  };
}

/** What flags say of bounds; prices come from a file. */
type FlaggedBound = Exclude<keyof Bounds, 'pricePerHour'>;

const FLAGS: Readonly<Record<FlaggedBound, BoundFlag>> = {
  maxLatencyMs: {
    flag: '--max-latency-ms',
    value: 'ms',
    help: 'maximum ModelLatency, in milliseconds',
    parse: number,
  },
  minInvocationsPerMinute: {
    flag: '--min-invocations',
    value: 'per-minute',
    help: 'minimum MaxInvocations, per minute',
    parse: number,
  },
  maxCostPerHour: {
    flag: '--max-cost-per-hour',
    value: 'dollars',
    help: 'maximum CostPerHour, in US dollars',
    parse: number,
  },
  maxCostPerInference: {
    flag: '--max-cost-per-million-inferences',
    value: 'dollars',
    help: 'maximum cost of a million inferences, in US dollars',
    parse: number,
    unit: { toBound: perInference, toFlag: perMillion },
  },
  maxCpuPercent: {
    flag: '--max-cpu',
    value: 'percent',
    help: 'maximum CpuUtilization, in percent; can exceed 100 on several cores',
    parse: percent,
  },
  maxMemoryPercent: {
    flag: '--max-memory',
    value: 'percent',
    help: 'maximum MemoryUtilization, in percent',
    parse: percent,
  },
  maxTtftMs: {
    flag: '--max-ttft-ms',
    value: 'ms',
    help: 'maximum TimeToFirstToken of a recommendation, in milliseconds',
    parse: number,
  },
  maxRequestLatencyMs: {
    flag: '--max-request-latency-ms',
    value: 'ms',
    help: 'maximum RequestLatency of a recommendation, in milliseconds',
    parse: number,
  },
  minTokensPerSecond: {
    flag: '--min-tokens-per-second',
    value: 'tokens',
    help: 'minimum OutputTokenThroughput of a recommendation, in tokens per second',
    parse: number,
  },
  stat: {
    flag: '--stat',
    value: 'stat',
    help: 'statistic of the latencies of recommendations, such as p90; default p50',
    parse: statistic,
  },
  instances: {
    flag: '--instances',
    value: 'types',
    help: 'instance types to keep, such as ml.c5.xlarge,ml.g5.xlarge',
    parse: names(BOUND_RULES.instances),
  },
  families: {
    flag: '--families',
    value: 'families',
    help: 'instance families to keep, such as c5,c6i',
    parse: names(BOUND_RULES.families),
  },
  endpoint: {
    flag: '--endpoint',
    value: 'kind',
    help: 'kind of endpoint to keep: instances, or serverless endpoints',
    choices: ['realtime', 'serverless'],
  },
  includeUnmeasured: { flag: '--include-unmeasured', help: 'keep steps that lack the metric of a bound' },
};

const BOUNDS = Object.keys(FLAGS) as readonly FlaggedBound[];

/** Adds the flags of all bounds to a command. */
export function boundFlags(command: Command): Command {
  return BOUNDS.reduce((all, bound) => all.addOption(optionOf(FLAGS[bound])), command);
}

/**
 * The bounds that the flags give, and no others. `settings`: the flags of a command that has these. Prices are those of
 * recommendations.
 */
export function boundsOf(settings: object, pricePerHour?: PricePerHour): Bounds {
  const given = settings as Readonly<Record<string, unknown>>;
  const entries = BOUNDS.map(bound => [bound, toBound(bound, given[optionOf(FLAGS[bound]).attributeName()])]);
  const bounds = Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as Bounds;
  return { ...bounds, ...(pricePerHour && { pricePerHour }) };
}

/** Checks that a bound of costs has prices, where AWS gives none. Fails with `InvalidInputError`. */
export function checkPrices({ maxCostPerHour, pricePerHour }: Bounds, kind: JobKind): void {
  if (kind === 'classic' || maxCostPerHour === undefined || pricePerHour !== undefined) return;
  throw new InvalidInputError(
    '--max-cost-per-hour',
    'needs --prices FILE: AWS gives no price for AI recommendations',
  );
}

/** The flag of each bound: `--max-latency-ms`. */
export const BOUND_FLAGS: Readonly<Record<FlaggedBound, string>> = Object.fromEntries(
  BOUNDS.map(bound => [bound, FLAGS[bound].flag]),
) as Record<FlaggedBound, string>;

/** A bound as its flag: `--max-latency-ms 100`. */
export function boundText(bound: Bound, limit: number | string): string {
  return `${BOUND_FLAGS[bound]} ${typeof limit === 'number' ? flagFigure(bound, limit) : limit}`;
}

/** The bounds that are given, in the order of their flags, each with its flag: `--families c5,c6i`. */
export const boundTexts = (bounds: Bounds): readonly (readonly [bound: Bound, text: string])[] =>
  BOUNDS.flatMap(bound => {
    if (bound === 'stat' || bound === 'includeUnmeasured') return [];
    const limit = bounds[bound];
    if (limit === undefined) return [];
    return [[bound, boundText(bound, typeof limit === 'object' ? limit.join(',') : limit)] as const];
  });

/** A figure in the unit of the flag, to six digits, which separate a figure just beyond a bound from the bound. */
export function flagFigure(bound: Bound, figure: number): string {
  const value = FLAGS[bound].unit?.toFlag(figure) ?? figure;
  return String(Number(value.toPrecision(6)));
}

function optionOf({ flag, value, help, parse, choices }: BoundFlag): Option {
  const option = new Option(value === undefined ? flag : `${flag} <${value}>`, help);
  if (choices !== undefined) option.choices(choices);
  return parse === undefined ? option : option.argParser(parse);
}

function toBound(bound: FlaggedBound, value: unknown): unknown {
  const { unit } = FLAGS[bound];
  return unit === undefined || typeof value !== 'number' ? value : unit.toBound(value);
}
