import type { ExpectedPerformance } from '../core/aiRecommendation.js';
import type { DecodeFault } from '../core/decodeFault.js';
import type * as core from '../core/figures.js';
import { FAILED, leaf, type Codec } from './codec.js';
import { list } from './list.js';
import { Anything, Text } from './primitives.js';
import { record } from './record.js';
import { struct } from './struct.js';

const Value: Codec<number, number> = leaf(
  'a finite number',
  value => (Number.isFinite(value) ? (value as number) : FAILED),
  value => value,
);
const Stats = record(Value);
const Row: Codec<ExpectedPerformance, ExpectedPerformance> = leaf(
  'a row of figures',
  value => (typeof value === 'object' && value !== null ? value : FAILED),
  value => value,
);
const Fault: Codec<DecodeFault, DecodeFault> = struct(
  'a fault',
  { path: Text, expected: Text },
  { actual: Anything },
);

/** Figures of a deployment, each by statistic. */
export type Figures = core.Figures;
/** Figures of a deployment, as `readFigures` makes them; the wire form is the same. */
export const Figures: Codec<Figures, Figures> = struct(
  'figures',
  {},
  {
    TimeToFirstToken: Stats,
    InterTokenLatency: Stats,
    RequestLatency: Stats,
    OutputTokenThroughput: Stats,
    RequestThroughput: Stats,
    ClientSideConcurrency: Stats,
    others: list(Row),
    faults: list(Fault),
  },
);
