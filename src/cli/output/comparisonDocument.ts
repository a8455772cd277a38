import { stepLabel } from '../../core/stepLabel.js';
import { describeRegression } from '../../core/regression.js';
import { EndpointMetrics, Step } from '../../decode/step.js';
import { loadOfSource, type ComparedLoads } from '../comparedLoads.js';
import { configurationsOf, namedBy, type ComparedConfiguration, type ComparedJobs } from '../comparedJobs.js';

/** A comparison as one JSON document; docs/command.md promises its shape. */
export function comparisonDocument(compared: ComparedJobs): object {
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
function loadsDocument({ job, baseline = job, differences }: ComparedLoads): object {
  return { job: loadOfSource(job) ?? null, baseline: loadOfSource(baseline) ?? null, differences };
}

/** One configuration as JSON: its steps as the wire has them. */
export function configurationDocument(configuration: ComparedConfiguration): object {
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
