import type { Step } from '../core/step.js';
import { environmentLabel, endpointLabel } from '../core/stepLabel.js';
import { metricOf, usable } from '../operators/ranking/metric.js';
import type { Choice } from './choice.js';
import { letterOf, type EnvironmentLetters } from '../words/environments.js';
import { reasonText } from '../words/reasons.js';
import { perMillion } from '../words/money.js';
import { counted } from '../core/counted.js';
import { grouped } from '../words/numbers.js';
import { deploymentFigures, type DeploymentFigures } from './deploymentFigures.js';
import type { TestChoice } from './choice.js';

/** How a step stands under the criteria. */
export type Standing = 'pick' | 'front' | 'fits' | 'out' | 'open' | 'failed';

/** A step as the table shows it: a load test, or a recommendation. A figure that AWS has not measured is undefined. */
export interface Row extends Partial<TestFigures>, Partial<DeploymentFigures> {
  readonly key: string;
  readonly step: Step;
  readonly place: string;
  /** The environment in full, and the letter that stands for it. */
  readonly environment: string;
  readonly letter: string;
  readonly standing: Standing;
  /** The standing in words: `pick`, `over 120 ms`, `running`. */
  readonly words: string;
  readonly rank: number | undefined;
}

/** The figures of a load test. */
export interface TestFigures {
  readonly costPerMillion: number | undefined;
  readonly costPerHour: number | undefined;
  readonly costPerMonth: number | undefined;
  readonly latencyMs: number | undefined;
  readonly invocations: number | undefined;
  readonly cpuPercent: number | undefined;
  readonly memoryPercent: number | undefined;
}

/** A standing that says all by itself; of the others the reasons say it. */
function wordsOf(standing: Standing, isFinal: boolean): readonly string[] | undefined {
  if (standing === 'pick') return [isFinal ? 'the pick' : 'best so far'];
  if (standing === 'front') return ['on the front'];
  return standing === 'fits' ? ['fits'] : undefined;
}

/** A row for each step, in the order in which the steps arrived. */
export function rowsOf(
  steps: ReadonlyMap<string, Step>,
  choice: Choice,
  letters: EnvironmentLetters,
  isFinal = true,
): readonly Row[] {
  const ranks = new Map(choice.ranked.map((step, i) => [step, i + 1]));
  const front = new Set(choice.front);
  const excluded = new Map(choice.excluded.map(({ step, reasons }) => [step, reasons]));
  return [...steps].map(([key, step]) => {
    const rank = ranks.get(step);
    const reasons = excluded.get(step) ?? [];
    const standing = standingOf(step, rank, front.has(step));
    const words = wordsOf(standing, isFinal) ?? reasons.map(reasonText);
    return {
      key,
      step,
      place: endpointLabel(step),
      environment: environmentLabel(step),
      letter: letterOf(step, letters),
      standing,
      words: [...new Set([...words, ...faultsText(step)])].join(', '),
      rank,
      ...(choice.kind === 'classic' ? testFigures(step, choice) : deploymentFigures(step, choice.stat)),
    };
  });
}

function testFigures(step: Step, choice: TestChoice): TestFigures {
  const figure = (name: Parameters<typeof metricOf>[1]): number | undefined => {
    const value = metricOf(step, name);
    return usable(value) ? value : undefined;
  };
  return {
    costPerMillion: perMillion(metricOf(step, 'CostPerInference')),
    costPerHour: figure('CostPerHour'),
    costPerMonth: choice.monthly?.of(step)?.costPerMonth,
    latencyMs: figure('ModelLatency'),
    invocations: figure('MaxInvocations'),
    cpuPercent: figure('CpuUtilization'),
    memoryPercent: figure('MemoryUtilization'),
  };
}

/** Says that AWS has sent figures that are no numbers. */
function faultsText({ figures }: Step): readonly string[] {
  const faults = figures?.faults?.length ?? 0;
  return faults === 0 ? [] : [`${counted(faults, 'figure', grouped)} can’t be read`];
}

function standingOf({ Status }: Step, rank: number | undefined, onFront: boolean): Standing {
  if (rank === 1) return 'pick';
  if (rank !== undefined) return onFront ? 'front' : 'fits';
  if (Status === 'FAILED') return 'failed';
  return Status === 'COMPLETED' ? 'out' : 'open';
}
