import type { Attributes, Meter, ObservableResult } from '@opentelemetry/api';

/** A value, and its attributes. */
export type GaugeValue = readonly [value: number, attributes?: Attributes];

/** A gauge, or a counter, whose values are asked for at each collection. */
export interface Gauge {
  /** Default a gauge. */
  readonly kind?: 'counter';
  readonly name: string;
  readonly description: string;
  readonly unit: string;
  /** Its values; one that isn't finite isn't reported. */
  readonly values: () => readonly GaugeValue[];
}

/**
 * Makes gauges. None has attributes that come and go: the SDK reports the last value of attributes that aren't observed
 * any more for ever. Returns a function that ends them.
 */
export function observe(meter: Meter, gauges: readonly Gauge[]): () => void {
  const ends = gauges.map(({ kind, name, description, unit, values }) => {
    const gauge =
      kind === 'counter'
        ? meter.createObservableCounter(name, { description, unit })
        : meter.createObservableGauge(name, { description, unit });
    const callback = (result: ObservableResult): void => {
      for (const [value, attributes] of values())
        if (Number.isFinite(value)) result.observe(value, attributes);
    };
    gauge.addCallback(callback);
    return () => {
      gauge.removeCallback(callback);
    };
  });
  return () => {
    for (const end of ends) end();
  };
}
