import type { ScalingAdvice, ScalingMetric, ScalingPolicy } from '../../core/scaling.js';
import type { AdvisedScaling } from './adviseScaling.js';
import { jsonText } from '../../words/jsonText.js';

/** Stand for names that only the user knows. */
export const ENDPOINT = 'ENDPOINT_NAME';
export const VARIANT = 'VARIANT_NAME';

/** Commands of aws-cli, and what has no command. */
export interface ScalingCommands {
  /** Each with its lines joined by `\`, as a POSIX shell takes them. */
  readonly commands: readonly string[];
  /** What is to be filled in: names, and what AWS hasn't said. */
  readonly placeholders: readonly string[];
  /** Policies of a kind that has no command here, as received. */
  readonly unknown: readonly unknown[];
}

/** Namespace of the metrics of an endpoint's instances, which are told apart by endpoint and variant. */
const ENDPOINTS = '/aws/sagemaker/Endpoints';
const SECOND = 1_000;

/**
 * The commands of `aws application-autoscaling` that put the advice into effect: one that registers the endpoint as a scalable target,
 * and one for each policy. Every text of the service is quoted for a POSIX shell.
 */
export function scalingCommands({
  advice,
  account,
}: Pick<AdvisedScaling, 'advice' | 'account'>): ScalingCommands {
  const { minCapacity, maxCapacity, policies } = advice;
  const target: readonly Flag[] = [
    ...Object.entries(account).map(([name, value]): Flag => [`--${name}`, value]),
    ['--service-namespace', 'sagemaker'],
    ['--resource-id', `endpoint/${ENDPOINT}/variant/${VARIANT}`],
    ['--scalable-dimension', 'sagemaker:variant:DesiredInstanceCount'],
  ];
  const capacity = (value: number | undefined, name: string): string =>
    value === undefined ? name : String(value);
  const configured = policies.map(policy => configurationOf(policy, advice));
  const names = new Map<string, number>();
  const nameOf = (policy: ScalingPolicy): string => {
    const name = policyName(policy);
    const count = (names.get(name) ?? 0) + 1;
    names.set(name, count);
    return count === 1 ? name : `${name}-${String(count)}`;
  };
  return {
    commands: [
      command('register-scalable-target', [
        ...target,
        ['--min-capacity', capacity(minCapacity, 'MIN_CAPACITY')],
        ['--max-capacity', capacity(maxCapacity, 'MAX_CAPACITY')],
      ]),
      ...policies.flatMap((policy, i) => {
        const configuration = configured[i];
        if (configuration === undefined) return [];
        return command('put-scaling-policy', [
          ...target,
          ['--policy-name', nameOf(policy)],
          ['--policy-type', 'TargetTrackingScaling'],
          ['--target-tracking-scaling-policy-configuration', jsonText(configuration)],
        ]);
      }),
    ],
    placeholders: [
      ENDPOINT,
      VARIANT,
      ...(minCapacity === undefined ? ['MIN_CAPACITY'] : []),
      ...(maxCapacity === undefined ? ['MAX_CAPACITY'] : []),
    ],
    unknown: policies.flatMap((policy, i) => (configured[i] === undefined ? [receivedOf(policy)] : [])),
  };
}

const receivedOf = (policy: ScalingPolicy): unknown => (policy.kind === 'unknown' ? policy.received : policy);

function configurationOf(policy: ScalingPolicy, advice: ScalingAdvice): object | undefined {
  if (policy.kind === 'unknown' || policy.targetValue === undefined) return undefined;
  const metric = specificationOf(policy.metric);
  const { scaleInCooldownMs, scaleOutCooldownMs } = advice;
  return (
    metric && {
      TargetValue: policy.targetValue,
      ...metric,
      ...(scaleOutCooldownMs !== undefined && { ScaleOutCooldown: Math.round(scaleOutCooldownMs / SECOND) }),
      ...(scaleInCooldownMs !== undefined && { ScaleInCooldown: Math.round(scaleInCooldownMs / SECOND) }),
    }
  );
}

function specificationOf(metric: ScalingMetric | undefined): object | undefined {
  if (metric === undefined || metric.kind === 'unknown') return undefined;
  if (metric.kind === 'predefined') {
    const { type } = metric;
    return type === undefined ? undefined : { PredefinedMetricSpecification: { PredefinedMetricType: type } };
  }
  const { name, namespace, statistic } = metric;
  if (name === undefined || namespace === undefined || statistic === undefined) return undefined;
  const Dimensions = [
    { Name: 'EndpointName', Value: ENDPOINT },
    { Name: 'VariantName', Value: VARIANT },
  ];
  return {
    CustomizedMetricSpecification: {
      MetricName: name,
      Namespace: namespace,
      ...(namespace === ENDPOINTS && { Dimensions }),
      Statistic: statistic,
    },
  };
}

/** A name that Application Auto Scaling takes, after the metric: `stepstream-CPUUtilization`. */
function policyName(policy: ScalingPolicy): string {
  const metric = policy.kind === 'unknown' ? undefined : policy.metric;
  const name =
    metric?.kind === 'predefined' ? metric.type : metric?.kind === 'customized' ? metric.name : undefined;
  return `stepstream-${(name ?? 'policy').replace(/[^A-Za-z0-9]+/g, '-').slice(0, LONGEST_NAME)}`;
}

/** Number of characters of a metric's name in that of a policy; the service takes 256 in all. */
const LONGEST_NAME = 200;

type Flag = readonly [flag: string, value: string];

const command = (operation: string, flags: readonly Flag[]): string =>
  [
    `aws application-autoscaling ${operation}`,
    ...flags.map(([flag, value]) => `  ${flag} ${shellQuoted(value)}`),
  ].join(' \\\n');

/** A text as one word of a POSIX shell. */
export const shellQuoted = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
