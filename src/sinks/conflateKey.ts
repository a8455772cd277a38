import type { StepEvent, WatchEvent } from '../core/event.js';
import { stepKey } from '../core/keys.js';
import type { Step } from '../core/step.js';

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a value is an event of a watch. */
export const isEvent = (value: unknown): value is WatchEvent =>
  isObject(value) && typeof value['type'] === 'string' && typeof value['jobName'] === 'string';

const isStep = (value: Readonly<Record<string, unknown>>): boolean =>
  'StepType' in value && 'JobName' in value;

/**
 * What a value is about: of two about the same, only the later one matters to a client that is behind.
 * Undefined for a value that nothing replaces: a page, or a step that has no endpoint to tell it by.
 */
export function conflateKey(value: unknown): string | undefined {
  if (isEvent(value)) return eventKey(value);
  if (!isObject(value)) return 'answer';
  if (isStep(value)) return keyOfStep(value as unknown as Step);
  if (Array.isArray(value['steps']) || Array.isArray(value['jobs'])) return undefined;
  return typeof value['JobName'] === 'string' ? `job ${value['JobName']}` : 'answer';
}

function eventKey(event: WatchEvent): string {
  if (event.type === 'step') return stepEventKey(event);
  // Of "stale" and "fresh" the later one counts.
  const about = event.type === 'fresh' ? 'stale' : event.type;
  return `${about} of ${event.jobName}`;
}

const stepEventKey = ({ jobName, key }: StepEvent): string => `step of ${jobName}: ${key}`;

function keyOfStep(step: Step): string | undefined {
  if (step.InferenceBenchmark?.EndpointConfiguration === undefined) return undefined;
  return `step of ${step.JobName}: ${stepKey(step)}`;
}
