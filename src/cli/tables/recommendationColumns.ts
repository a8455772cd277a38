import { figureOf, type Figure, type Stat } from '../../core/figures.js';
import type { Step } from '../../core/step.js';
import { environmentLabel } from '../../core/stepLabel.js';
import { figureReader } from '../../operators/ranking/figureReader.js';
import type { CsvColumns } from '../output/csvSink.js';

/** The statistics of latencies that CSV has. The others are in JSON. */
const STATS = ['avg', 'p50', 'p90', 'p99'] as const;

/** Columns of a latency: `TimeToFirstTokenAvg`, `TimeToFirstTokenP50`, and so on, in milliseconds. */
const latencies = (figure: Figure): CsvColumns<Step> =>
  Object.fromEntries(
    STATS.map((stat: Stat) => [
      `${figure}${stat.replace(/^./, letter => letter.toUpperCase())}`,
      (step: Step) => figureOf(step.figures, figure, stat),
    ]),
  );

const figure = (name: Figure): CsvColumns<Step> => ({ [name]: figureReader(name).read });

/** The columns of the figures of a recommendation in CSV. */
export const FIGURE_COLUMNS: CsvColumns<Step> = {
  ...latencies('TimeToFirstToken'),
  ...latencies('InterTokenLatency'),
  ...latencies('RequestLatency'),
  ...figure('OutputTokenThroughput'),
  ...figure('RequestThroughput'),
  ...figure('ClientSideConcurrency'),
};

/** The columns of a recommendation in CSV, with AWS's names where it has some. */
export const RECOMMENDATION_COLUMNS: CsvColumns<Step> = {
  JobName: step => step.JobName,
  StepType: step => step.StepType,
  Status: step => step.Status,
  InstanceType: step => step.InferenceBenchmark?.EndpointConfiguration?.InstanceType,
  InitialInstanceCount: step => step.InferenceBenchmark?.EndpointConfiguration?.InitialInstanceCount,
  CopyCountPerInstance: ({ AIRecommendation: recommendation }) =>
    recommendation?.DeploymentConfiguration?.CopyCountPerInstance,
  Optimizations: ({ AIRecommendation: recommendation }) =>
    (recommendation?.OptimizationDetails ?? []).map(({ OptimizationType }) => OptimizationType).join(' '),
  Framework: step => step.framework,
  Environment: environmentLabel,
  ...FIGURE_COLUMNS,
  ModelPackageArn: step => step.AIRecommendation?.ModelDetails?.ModelPackageArn,
  InferenceSpecificationName: step => step.AIRecommendation?.ModelDetails?.InferenceSpecificationName,
  ImageUri: step => step.AIRecommendation?.DeploymentConfiguration?.ImageUri,
  AIBenchmarkJobArn: step => step.AIRecommendation?.AIBenchmarkJobArn,
};
