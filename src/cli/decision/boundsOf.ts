import type { Bounds } from '../../operators/ranking/bounds.js';
import type { BoundSettings } from '../flags/settings.js';
import { perInference } from '../../words/money.js';

/** The bounds that the flags name, and no others. */
export function boundsOf(settings: BoundSettings): Bounds {
  const { maxCostPerMillionInferences: perMillion } = settings;
  const bounds: Bounds = {
    maxLatencyMs: settings.maxLatencyMs,
    minInvocationsPerMinute: settings.minInvocations,
    maxCostPerHour: settings.maxCostPerHour,
    maxCostPerInference: perMillion === undefined ? undefined : perInference(perMillion),
    maxCpuPercent: settings.maxCpu,
    maxMemoryPercent: settings.maxMemory,
    instances: settings.instances,
    families: settings.families,
    endpoint: settings.endpoint,
    includeUnmeasured: settings.includeUnmeasured,
  };
  return Object.fromEntries(Object.entries(bounds).filter(([, value]) => value !== undefined));
}
