import type { StepEvent, WatchEvent } from '../core/event.js';
import { configurationKey, stepKey } from '../core/keys.js';
import type { Step } from '../core/step.js';

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a value is an event of a watch. */
export const isEvent = (value: unknown): value is WatchEvent =>
  isObject(value) && typeof value['type'] === 'string' && typeof value['jobName'] === 'string';

const isStep = (value: Readonly<Record<string, unknown>>): boolean =>
  'StepType' in value && 'JobName' in value;

/**
 * The subject of a value: a client that is behind needs only the latest value of each subject. A value that names its
 * job, as `jobName` or `JobName`, is of that job's subject. Undefined for a value that no later one replaces: a page, or a
 * step without an endpoint to identify it.
 */
export function conflateKey(value: unknown): string | undefined {
  if (isEvent(value)) return eventKey(value);
  if (!isObject(value)) return 'answer';
  if (isStep(value)) return keyOfStep(value as unknown as Step);
  if (Array.isArray(value['steps']) || Array.isArray(value['jobs'])) return undefined;
  return answerKey(value);
}

/** The key of an answer about one job, such as a snapshot or a description, or of one about the whole stream. */
function answerKey({ jobName, JobName: wireName }: Readonly<Record<string, unknown>>): string {
  const name = jobName ?? wireName;
  return typeof name === 'string' ? `answer of ${name}` : 'answer';
}

function eventKey(event: WatchEvent): string {
  if (event.type === 'step') return stepEventKey(event);
  // "stale" and "fresh" replace each other.
  const subject = event.type === 'fresh' ? 'stale' : event.type;
  return `${subject} of ${event.jobName}`;
}

const stepEventKey = ({ jobName, key }: StepEvent): string => `step of ${jobName}: ${key}`;

function keyOfStep(step: Step): string | undefined {
  if (step.InferenceBenchmark?.EndpointConfiguration === undefined) return undefined;
  // Two rows of a list can have one endpoint name.
  return `step of ${step.JobName}: ${stepKey(step)} ${configurationKey(step)}`;
}
