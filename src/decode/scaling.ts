import { map, type Either } from 'fp-ts/lib/Either.js';
import type { DecodeError } from '../core/decodeError.js';
import type { ScalingAdvice, ScalingMetric, ScalingPolicy } from '../core/scaling.js';
import { FAILED, leaf, type Codec } from './codec.js';
import { decodeWith } from './decodeWith.js';
import { list } from './list.js';
import { Text } from './primitives.js';
import { struct } from './struct.js';

interface Predefined {
  readonly PredefinedMetricType?: string;
}
interface Customized {
  readonly MetricName?: string;
  readonly Namespace?: string;
  readonly Statistic?: string;
}
interface MetricSpecification {
  readonly Predefined?: Predefined;
  readonly Customized?: Customized;
}
interface TargetTracking {
  readonly MetricSpecification?: MetricSpecification;
  readonly TargetValue?: number;
}
interface Policy {
  readonly TargetTracking?: TargetTracking;
}
interface Configuration {
  readonly MinCapacity?: number;
  readonly MaxCapacity?: number;
  /** Seconds, as is the next one. */
  readonly ScaleInCooldown?: number;
  readonly ScaleOutCooldown?: number;
  readonly ScalingPolicies?: readonly Policy[];
}
interface Answer {
  readonly DynamicScalingConfiguration?: Configuration;
}

/** Makes a codec of an object whose fields AWS may all leave out. */
const part = <A extends object>(name: string, fields: Parameters<typeof struct<A, A>>[2]): Codec<A, A> =>
  struct<A, A>(name, {} as Parameters<typeof struct<A, A>>[1], fields);

const Finite: Codec<number, number> = leaf(
  'a finite number',
  value => (Number.isFinite(value) ? (value as number) : FAILED),
  value => value,
);

const MetricSpecification = part<MetricSpecification>('a metric', {
  Predefined: part<Predefined>('a predefined metric', { PredefinedMetricType: Text }),
  Customized: part<Customized>('a customized metric', { MetricName: Text, Namespace: Text, Statistic: Text }),
});
const Policy = part<Policy>('a scaling policy', {
  TargetTracking: part<TargetTracking>('a policy that tracks a target', {
    MetricSpecification,
    TargetValue: Finite,
  }),
});
const Answer = part<Answer>('a scaling recommendation', {
  DynamicScalingConfiguration: part<Configuration>('a scaling configuration', {
    MinCapacity: Finite,
    MaxCapacity: Finite,
    ScaleInCooldown: Finite,
    ScaleOutCooldown: Finite,
    ScalingPolicies: list(Policy),
  }),
});

/**
 * Decodes the answer of GetScalingConfigurationRecommendation: cooldowns become milliseconds, and members of the unions
 * that aren't known are kept as received.
 */
export function decodeScaling(answer: unknown): Either<DecodeError, ScalingAdvice> {
  return map(({ DynamicScalingConfiguration: advice = {} }: Answer): ScalingAdvice => ({
    minCapacity: advice.MinCapacity,
    maxCapacity: advice.MaxCapacity,
    scaleInCooldownMs: milliseconds(advice.ScaleInCooldown),
    scaleOutCooldownMs: milliseconds(advice.ScaleOutCooldown),
    policies: (advice.ScalingPolicies ?? []).map(policyOf),
    raw: answer,
  }))(decodeWith(Answer, answer, () => 'scaling'));
}

const milliseconds = (seconds: number | undefined): number | undefined =>
  seconds === undefined ? undefined : seconds * 1_000;

function policyOf(received: Policy): ScalingPolicy {
  const { TargetTracking } = received;
  if (TargetTracking === undefined) return { kind: 'unknown', received };
  const { MetricSpecification: metric, TargetValue: targetValue } = TargetTracking;
  return { kind: 'targetTracking', metric: metric && metricOf(metric), targetValue };
}

function metricOf(received: MetricSpecification): ScalingMetric {
  const { Predefined, Customized } = received;
  if (Predefined !== undefined) return { kind: 'predefined', type: Predefined.PredefinedMetricType };
  if (Customized === undefined) return { kind: 'unknown', received };
  const { MetricName: name, Namespace: namespace, Statistic: statistic } = Customized;
  return { kind: 'customized', name, namespace, statistic };
}
