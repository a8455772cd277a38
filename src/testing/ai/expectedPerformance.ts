import type { ServiceBehaviours } from '../behaviours/behaviours.js';
import { seedOf } from '../random.js';
import type { WireObject } from '../wire.js';
import type { AiFigures, Distribution } from './aiFigures.js';

/** One figure of an AI recommendation, in wire form. */
export interface PerformanceRow {
  readonly Metric: string;
  readonly Stat?: string;
  readonly Value: string;
  readonly Unit?: string;
}

type Stat = keyof Distribution;

const LATENCIES = [
  ['RequestLatency', 'requestLatency', ['p50', 'p90', 'p99']],
  ['TimeToFirstToken', 'timeToFirstToken', ['p50', 'p90']],
  ['InterTokenLatency', 'interTokenLatency', ['p50', 'p90']],
] as const;
const ALL_STATS: readonly Stat[] = ['avg', 'p50', 'p90', 'p95', 'p99', 'max', 'min'];

/**
 * The rows of ExpectedPerformance: metrics, stats, units and decimals as in the published answer of the service,
 * unless the behaviours `aiStats`, `aiSpelling` and `aiValues` say otherwise. `key` identifies the recommendation.
 */
export function expectedPerformance(
  figures: AiFigures,
  { aiStats, aiSpelling, aiValues }: ServiceBehaviours,
  key: string,
): readonly WireObject[] {
  const stats = (usual: readonly Stat[]): readonly Stat[] =>
    aiStats === 'all' ? ALL_STATS : aiStats === 'noP99' ? usual.filter(stat => stat !== 'p99') : usual;
  const rate = (Metric: string, Value: string, Unit: string): PerformanceRow => ({
    Metric,
    Stat: 'avg',
    Value,
    Unit,
  });
  const rows: readonly PerformanceRow[] = [
    rate('RequestThroughput', figures.requestThroughput.toFixed(4), 'Requests/Second'),
    rate('OutputTokenThroughput', figures.outputTokenThroughput.toFixed(2), 'Tokens/Second'),
    ...LATENCIES.flatMap(([Metric, field, usual]) =>
      stats(usual).map(Stat => ({
        Metric,
        Stat,
        Value: figures[field][Stat].toFixed(2),
        Unit: 'Milliseconds',
      })),
    ),
    { Metric: 'ClientSideConcurrency', Value: String(figures.concurrency), Unit: 'Count' },
  ];
  const spelt = rows.map(row => respelt(row, aiSpelling));
  return aiValues === undefined ? spelt.map(row => ({ ...row })) : withOddValue(spelt, aiValues, key);
}

const SHORT_UNITS: Readonly<Record<string, string>> = {
  'Requests/Second': 'requests/sec',
  'Tokens/Second': 'tokens/sec',
  Milliseconds: 'ms',
  Count: 'count',
};

function respelt(row: PerformanceRow, spelling: ServiceBehaviours['aiSpelling']): PerformanceRow {
  const { Metric, Unit = '', Value } = row;
  const isLatency = Unit === 'Milliseconds';
  switch (spelling) {
    case 'shortUnits':
      return { ...row, Unit: SHORT_UNITS[Unit] ?? Unit };
    case 'aiperf':
      return { ...row, Metric: snakeCase(Metric), Unit: SHORT_UNITS[Unit] ?? Unit };
    case 'docs':
      return {
        ...row,
        Metric: Metric === 'OutputTokenThroughput' ? 'throughput' : Metric,
        ...(row.Stat === 'avg' && { Stat: 'average' }),
        Unit: Unit.toLowerCase(),
      };
    case 'seconds':
      return isLatency ? { ...row, Value: (Number(Value) / 1000).toFixed(5), Unit: 'Seconds' } : row;
    case 'microseconds':
      return isLatency ? { ...row, Value: (Number(Value) * 1000).toFixed(0), Unit: 'Microseconds' } : row;
    case undefined:
      return row;
  }
}

const snakeCase = (name: string): string => name.replace(/(?!^)[A-Z]/g, letter => `_${letter}`).toLowerCase();

/** The rows with one value that isn't the text of a decimal number. Which row it is depends on `key`. */
function withOddValue(
  rows: readonly PerformanceRow[],
  kind: NonNullable<ServiceBehaviours['aiValues']>,
  key: string,
): readonly WireObject[] {
  const large = rows.flatMap(({ Value }, index) => (Number(Value) >= 1000 ? [index] : []));
  const among = kind === 'grouped' ? large : rows.map((_, index) => index);
  const odd = among[seedOf(key, kind) % Math.max(1, among.length)];
  return rows.map((row, index) =>
    index === odd ? { ...row, Value: oddValue(row.Value, kind) } : { ...row },
  );
}

function oddValue(value: string, kind: NonNullable<ServiceBehaviours['aiValues']>): unknown {
  switch (kind) {
    case 'empty':
      return '';
    case 'NaN':
      return 'NaN';
    case 'grouped':
      return value.replace(/\B(?=(?:\d{3})+(?!\d))(?<!\.\d*)/g, ',');
    case 'number':
      return Number(value);
    case 'null':
      return null;
  }
}
