import { counted } from '../../core/counted.js';
import type { ScalingAdvice, ScalingPolicy } from '../../core/scaling.js';
import { jsonText } from '../../words/jsonText.js';
import { oneLine } from '../../words/oneLine.js';
import type { AdvisedScaling } from './adviseScaling.js';
import { ENDPOINT, scalingCommands, VARIANT } from './scalingCommands.js';

/** The advice for people; `monthly` is how many instances the cost of a month plans, where it was asked for. */
export function scalingText(scaling: AdvisedScaling, monthly: number | undefined): readonly string[] {
  const { traffic, advice, form } = scaling;
  const { minPerMinute, maxPerMinute, targetCpuPercent } = traffic;
  const cpu = targetCpuPercent === undefined ? '' : ` at ${String(targetCpuPercent)}% of each core`;
  return [
    '',
    `Scaling, as AWS advises for ${String(minPerMinute)} to ${String(maxPerMinute)} invocations a minute${cpu}:`,
    ...factsOf(advice)
      .map(fact => oneLine(fact))
      .map(fact => `  ${fact}`),
    ...differenceOf(advice, monthly),
    ...(form === 'aws-cli' ? commandLines(scaling) : []),
  ];
}

function factsOf(advice: ScalingAdvice): readonly string[] {
  const { minCapacity, maxCapacity, scaleInCooldownMs, scaleOutCooldownMs, policies } = advice;
  const capacity = [
    ...(minCapacity === undefined ? [] : [`${counted(minCapacity, 'instance')} at least`]),
    ...(maxCapacity === undefined ? [] : [`${counted(maxCapacity, 'instance')} at most`]),
  ];
  const pauses = [
    ...(scaleOutCooldownMs === undefined
      ? []
      : [`${seconds(scaleOutCooldownMs)} after instances were added`]),
    ...(scaleInCooldownMs === undefined
      ? []
      : [`${seconds(scaleInCooldownMs)} after instances were removed`]),
  ];
  return [
    capacity.length === 0 ? 'no number of instances is advised' : capacity.join(', '),
    ...(pauses.length === 0 ? [] : [`pauses of ${pauses.join(', and ')}`]),
    ...(policies.length === 0 ? ['no policy is advised'] : policies.map(policyText)),
  ];
}

const seconds = (ms: number): string => `${String(ms / 1_000)} s`;

function policyText(policy: ScalingPolicy): string {
  if (policy.kind === 'unknown') return `a policy of a kind that isn't known: ${jsonText(policy.received)}`;
  return `keeps ${metricText(policy)} at ${policy.targetValue === undefined ? 'a target that is not named' : String(policy.targetValue)}`;
}

function metricText({ metric }: Extract<ScalingPolicy, { kind: 'targetTracking' }>): string {
  if (metric === undefined) return 'a metric that is not named';
  switch (metric.kind) {
    case 'predefined':
      return metric.type ?? 'a metric that is not named';
    case 'customized':
      return `${metric.name ?? 'a metric'} (${[metric.statistic, metric.namespace].filter(Boolean).join(', ')})`;
    case 'unknown':
      return jsonText(metric.received);
  }
}

/** Why AWS's greatest number of instances is another one than that of the cost of a month. */
function differenceOf(
  { maxCapacity, policies }: ScalingAdvice,
  monthly: number | undefined,
): readonly string[] {
  if (monthly === undefined || maxCapacity === undefined || monthly === maxCapacity) return [];
  const target = policies.flatMap(policy =>
    policy.kind === 'targetTracking' &&
    policy.metric?.kind === 'predefined' &&
    policy.metric.type === 'SageMakerVariantInvocationsPerInstance'
      ? (policy.targetValue ?? [])
      : [],
  )[0];
  const keeps = target === undefined ? 'a target below its limit' : `${String(target)} invocations a minute`;
  return [
    `AWS advises ${String(maxCapacity)} at most, and the month above is planned with ${String(monthly)}: AWS keeps each instance at ` +
      `${keeps}, and the month loads it up to MaxInvocations, with --headroom on top.`,
  ];
}

function commandLines(scaling: AdvisedScaling): readonly string[] {
  const { commands, placeholders, unknown } = scalingCommands(scaling);
  const others = placeholders.filter(name => name !== ENDPOINT && name !== VARIANT);
  return [
    '',
    `For aws-cli. Put in the names of your endpoint and of its variant for ${ENDPOINT} and ${VARIANT}${others.length === 0 ? '' : `, and what AWS leaves open for ${others.join(' and ')}`}:`,
    ...commands.flatMap(text => ['', ...text.split('\n')]),
    ...(unknown.length === 0
      ? []
      : ['', `Without a command: ${unknown.map(policy => jsonText(policy)).join(', ')}`]),
  ];
}
