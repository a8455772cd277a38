import { isCompiled } from '../../core/compiled.js';
import type { Metrics, Step } from '../../core/step.js';
import { METRICS } from '../../operators/ranking/metric.js';
import { namedBy, type ComparedConfiguration } from '../comparedJobs.js';
import { environmentLabel } from '../../core/stepLabel.js';
import type { CsvColumns } from '../output/csvSink.js';

type Column = readonly [name: string, read: (configuration: ComparedConfiguration) => unknown];

/** The columns of a compared configuration in CSV: what it is, then four for each metric. */
export const COMPARISON_COLUMNS: CsvColumns<ComparedConfiguration> = {
  Change: ({ change }) => change,
  InstanceType: of => endpoint(of)?.InstanceType,
  InitialInstanceCount: of => endpoint(of)?.InitialInstanceCount,
  ServerlessMemorySizeInMB: of => endpoint(of)?.ServerlessConfig?.MemorySizeInMB,
  ServerlessMaxConcurrency: of => endpoint(of)?.ServerlessConfig?.MaxConcurrency,
  Environment: of => {
    const named = namedBy(of);
    return named && environmentLabel(named);
  },
  Compiled: of => {
    const named = namedBy(of);
    return named && isCompiled(named);
  },
  Status: ({ step }) => step?.Status,
  BaselineStatus: ({ baseline }) =>
    baseline !== undefined && 'StepType' in baseline ? baseline.Status : undefined,
  ...Object.fromEntries(METRICS.flatMap(metricColumns)),
  FailureReason: ({ step }) => step?.InferenceBenchmark?.FailureReason,
};

function metricColumns(metric: keyof Metrics): readonly Column[] {
  return [
    [`${metric}Before`, ({ deltas }) => deltas?.[metric].before],
    [`${metric}After`, ({ deltas }) => deltas?.[metric].after],
    [`${metric}Percent`, ({ deltas }) => deltas?.[metric].percent],
    [`${metric}Verdict`, ({ deltas }) => deltas?.[metric].verdict],
  ];
}

const endpoint = (
  of: ComparedConfiguration,
): NonNullable<Step['InferenceBenchmark']>['EndpointConfiguration'] =>
  namedBy(of)?.InferenceBenchmark?.EndpointConfiguration;
