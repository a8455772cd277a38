import type { ModelConfiguration, Step } from './step.js';

/**
 * The name that a job gives to the inference specification of a model that SageMaker Neo compiled for it: `neo-` and
 * a uuid that is new in each run. Source: developer guide, "Compiled recommendations with Neo".
 */
const NEO_SPECIFICATION = /^neo-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Whether a step tests a model that SageMaker Neo compiled: it has a CompilationJobName, or its
 * InferenceSpecificationName is `neo-` and a uuid. Another name that begins with `neo-` is the caller's own.
 */
export function isCompiled(step: Step): boolean {
  const model = step.InferenceBenchmark?.ModelConfiguration;
  return (model?.CompilationJobName ?? '') !== '' || isMadeByNeo(model?.InferenceSpecificationName);
}

/** The inference specification that the job was asked for; undefined where it has none, or one that Neo made. */
export function specificationOf(model: ModelConfiguration | undefined): string | undefined {
  const name = model?.InferenceSpecificationName;
  return isMadeByNeo(name) ? undefined : name;
}

const isMadeByNeo = (name: string | undefined): boolean => name !== undefined && NEO_SPECIFICATION.test(name);
