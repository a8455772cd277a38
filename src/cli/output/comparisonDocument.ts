import { stepLabel } from '../../core/stepLabel.js';
import { describeRegression, type Regression } from '../../core/regression.js';
import { EndpointMetrics, Step } from '../../decode/step.js';
import type { Deltas, FigureDeltas } from '../../operators/comparing/deltas.js';
import type { RegressionBounds } from '../../operators/comparing/findRegressions.js';
import { loadOfSource, type ComparedLoads } from '../comparedLoads.js';
import { configurationsOf, namedBy, type ComparedConfiguration, type ComparedJobs } from '../comparedJobs.js';
import type { JobLoad } from '../jobLoad.js';
import type { Judgement } from '../judgeComparison.js';

/** What `stepstream compare --output json` writes. */
export interface ComparisonDocument {
  /** Name of the job or of the file. */
  readonly job: string;
  /** Likewise, or `existing-endpoint`. */
  readonly baseline: string;
  readonly verdict: Judgement['verdict'];
  /** The last line of the table. */
  readonly sentence: string;
  /** The load of each, `null` where it isn't known, and the fields in which they differ. */
  readonly loads: {
    readonly job: JobLoad | null;
    readonly baseline: JobLoad | null;
    readonly differences: readonly string[];
  };
  /** What was allowed. */
  readonly bounds: RegressionBounds;
  readonly configurations: readonly ConfigurationDocument[];
  readonly regressions: readonly RegressionDocument[];
}

/** One configuration: a line of `--output ndjson`. */
export interface ConfigurationDocument extends Pick<ComparedConfiguration, 'change' | 'key'> {
  /** The configuration in words. */
  readonly configuration?: string;
  /** The change of each metric of AWS, where it was compared. A utilisation that differs is `changed`, neither better nor worse. */
  readonly deltas?: Deltas;
  /** Of a recommendation in place of `deltas`: by figure and statistic. */
  readonly figures?: FigureDeltas;
  /** Its step as the service sends it. */
  readonly step?: object;
  /** That of the baseline, or the figures of the existing endpoint. */
  readonly baseline?: object;
}

/** One thing that is worse than before, without its steps, and in words. */
export type RegressionDocument = WithoutSteps<Regression> & { readonly text: string };
type WithoutSteps<R> = R extends unknown ? Omit<R, 'step' | 'baseline'> : never;

/** A comparison as one JSON document. */
export function comparisonDocument(compared: ComparedJobs): ComparisonDocument {
  const { job, baseline, loads, bounds, comparison, judgement } = compared;
  return {
    job,
    baseline,
    verdict: judgement.verdict,
    sentence: judgement.sentence,
    loads: loadsDocument(loads),
    bounds,
    configurations: configurationsOf(comparison).map(configurationDocument),
    regressions: judgement.regressions.map(regression => {
      const { step, baseline: before, ...said } = regression;
      return { ...said, text: describeRegression(regression) };
    }),
  };
}

/** Both loads, each `null` where it isn't known; of an existing endpoint that of the job itself. */
function loadsDocument({ job, baseline = job, differences }: ComparedLoads): ComparisonDocument['loads'] {
  return { job: loadOfSource(job) ?? null, baseline: loadOfSource(baseline) ?? null, differences };
}

/** One configuration as JSON: its steps as the wire has them. */
export function configurationDocument(configuration: ComparedConfiguration): ConfigurationDocument {
  const { change, key, step, baseline, deltas, figures } = configuration;
  const named = namedBy(configuration);
  return {
    change,
    ...(named && { configuration: stepLabel(named) }),
    key,
    // A recommendation has no metrics.
    ...(figures ? { figures } : deltas && { deltas }),
    ...(step && { step: Step.encode(step) }),
    ...(baseline && {
      baseline: 'StepType' in baseline ? Step.encode(baseline) : EndpointMetrics.encode(baseline),
    }),
  };
}
