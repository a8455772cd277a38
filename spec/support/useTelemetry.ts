import type { Attributes, MeterProvider as Meters, TracerProvider as Tracers } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { sdk } from './openTelemetrySdk.js';

const { context } = sdk.api;
const { AsyncLocalStorageContextManager } = sdk.hooks;
const { AggregationTemporality, InMemoryMetricExporter, MeterProvider, PeriodicExportingMetricReader } =
  sdk.metrics;
const { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } = sdk.traces;

/** One series of a metric: its attributes, and its value; of a histogram its count. */
export interface Series {
  readonly attributes: Attributes;
  readonly value: number;
}

/** A metric, and its series. */
export interface CollectedMetric {
  readonly name: string;
  readonly unit: string;
  readonly series: readonly Series[];
}

/** A real SDK of OpenTelemetry that keeps what it is given. */
export interface Telemetry {
  readonly tracerProvider: Tracers;
  readonly meterProvider: Meters;
  /** The spans that have ended. */
  readonly spans: () => readonly ReadableSpan[];
  /** The series of a metric, as they are collected; none where there is no such metric. */
  readonly series: (name: string) => Promise<readonly Series[]>;
  /** The sums of a histogram's series. */
  readonly sums: (name: string) => Promise<readonly (number | undefined)[]>;
  /** Every metric that has a series. */
  readonly metrics: () => Promise<readonly CollectedMetric[]>;
}

/** An SDK of each test of the suite around, with the context of Node's AsyncLocalStorage. */
export function useTelemetry(): Telemetry {
  const now = {} as Telemetry;
  let end: () => Promise<void>;
  beforeEach(() => {
    const manager = new AsyncLocalStorageContextManager().enable();
    context.setGlobalContextManager(manager);
    const spans = new InMemorySpanExporter();
    const tracerProvider = new TracerProvider({
      spanProcessors: [new SimpleSpanProcessor({ exporter: spans })],
    });
    const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
    const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 2 ** 30 });
    const meterProvider = new MeterProvider({ readers: [reader] });
    const collect = async (): Promise<readonly CollectedMetric[]> => {
      const { resourceMetrics } = await reader.collect();
      return resourceMetrics.scopeMetrics.flatMap(scope =>
        scope.metrics.map(({ descriptor, dataPoints }) => ({
          name: descriptor.name,
          unit: descriptor.unit,
          series: dataPoints.map(({ attributes, value }) => ({
            attributes,
            value: typeof value === 'number' ? value : value.count,
          })),
        })),
      );
    };
    Object.setPrototypeOf(now, {
      tracerProvider,
      meterProvider,
      spans: () => spans.getFinishedSpans(),
      series: async (name: string) => (await collect()).find(metric => metric.name === name)?.series ?? [],
      sums: async (name: string) => {
        const { resourceMetrics } = await reader.collect();
        const metrics = resourceMetrics.scopeMetrics.flatMap(scope => scope.metrics);
        const { dataPoints = [] } = metrics.find(({ descriptor }) => descriptor.name === name) ?? {};
        return dataPoints.map(({ value }) => (typeof value === 'number' ? undefined : value.sum));
      },
      metrics: collect,
    });
    end = async () => {
      context.disable();
      await Promise.all([tracerProvider.shutdown(), meterProvider.shutdown()]);
    };
  });
  afterEach(() => end());
  return now;
}
