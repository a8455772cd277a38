import { SHAPES } from '../shapes.js';

/** A place in a request or a response: its shape in the service model, undefined where the model has none. */
export interface Place {
  readonly shape: string | undefined;
  /** Shape and name of the member that it is, or is within. */
  readonly parent: string | undefined;
  readonly member: string | undefined;
}

/** What a text is. */
export type TextKind =
  /** A word that AWS lists, a number, or a time. It is never changed. */
  | 'fixed'
  /** The name, statistic or unit of a figure. It is never changed either, unless it is a credential. */
  | 'label'
  /** A word that AWS may list by now, or that users have in common: an instance type, the name of a variable. */
  | 'word'
  | 'name'
  | 'environment'
  | 'token'
  /** Any other text. What it begins with says whether it is an ARN or a URL. */
  | 'text';

/** The whole of a request or a response. */
export const rootPlace = (shape: string | undefined): Place => ({
  shape,
  parent: undefined,
  member: undefined,
});

/** The place of a member, or of an item where `name` is undefined. */
export function placeWithin(place: Place, name: string | undefined): Place {
  const shape = place.shape === undefined ? undefined : SHAPES[place.shape];
  if (name === undefined) return { ...place, shape: shape?.type === 'list' ? shape.member : undefined };
  if (shape?.type === 'map') return { shape: shape.value, parent: place.shape, member: name };
  return { shape: shape?.members?.[name], parent: place.shape, member: name };
}

/** Whether the model has this member, so that its name is a word of AWS. */
export const isDeclared = ({ shape }: Place, name: string): boolean =>
  shape !== undefined && SHAPES[shape]?.members?.[name] !== undefined;

const NAMES = new Set(
  [
    'AIChannelName',
    'AIEntityName',
    'AIInferenceSpecificationName',
    'AIResourceIdentifier',
    'EndpointName',
  ].concat(
    ['InferenceSpecificationName', 'ModelName', 'NameContains', 'RecommendationJobName'],
    ['RecommendationJobCompilationJobName'],
  ),
);

/** Members of the shape `String` that have names. */
const NAME_MEMBERS = /^(EndpointName|VariantName|RecommendationId|TargetContainerHostname)$/;

/** Shapes of free texts whose members are all words or figures of AWS. */
const WORD_SHAPES = /^AIRecommendation(?:PerformanceMetric|OptimizationConfigMap)$/;
/** Shape whose words are all AWS's own. */
const METRIC_SHAPE = /^AIRecommendationPerformanceMetric$/;
/** Members of free texts that have words of AWS, or what everyone calls the same. */
const WORD_MEMBERS = new Set([
  ...['EnvironmentParameter.Key', 'EnvironmentParameter.ValueType', 'CategoricalParameter.Name'],
  ...['ModelLatencyThreshold.Percentile', 'PredefinedMetricSpecification.PredefinedMetricType'],
  ...['CustomizedMetricSpecification.MetricName', 'CustomizedMetricSpecification.Namespace'],
  ...['RecommendationJobContainerConfig.Domain', 'RecommendationJobContainerConfig.Task'],
  ...['RecommendationJobContainerConfig.Framework', 'RecommendationJobContainerConfig.FrameworkVersion'],
]);

/** Shapes of the values of variables. */
const ENVIRONMENT = new Set(['EnvironmentValue']);

/** A number, in any of the spellings that services have, NaN, or a time of ISO 8601. */
const FIGURE = /^(?:-?[\d.,]+(?:e[-+]?\d+)?|NaN|-?Infinity|\d{4}-\d\d-\d\d[T ][\d:.]+(?:Z|[-+][\d:]+)?)$/i;
/** A figure that can be an account, where nothing says that it is one. */
const ACCOUNT = /^-?(?:\d{12}|\d{3}(?:,\d{3}){3})(?:\.0*)?$/;
/** A word that an enumeration of AWS can have. */
const WORD = /^[A-Za-z][A-Za-z0-9_.%/ -]{0,39}$/;

/** What a text at this place is. */
export function kindOf({ shape: name, parent, member }: Place, value: string): TextKind {
  if (member === 'NextToken') return 'token';
  const path = `${parent ?? ''}.${member ?? ''}`;
  if (path === 'EnvironmentParameter.Value' || path === 'CategoricalParameter.Value') return 'environment';
  if (ENVIRONMENT.has(name ?? '')) return 'environment';
  if (NAMES.has(name ?? '') || (name === 'String' && NAME_MEMBERS.test(member ?? ''))) return 'name';
  const shape = name === undefined ? undefined : SHAPES[name];
  const hasWords =
    shape?.enum !== undefined ||
    WORD_MEMBERS.has(path) ||
    (name !== undefined && WORD_SHAPES.test(parent ?? ''));
  const isFree = shape?.type === 'string' && !hasWords;
  const isText = shape === undefined || shape.type === 'string';
  if (shape?.enum?.includes(value) === true) return 'fixed';
  if (!isFree && FIGURE.test(value) && !(isText && ACCOUNT.test(value))) return 'fixed';
  if (hasWords && WORD.test(value))
    return METRIC_SHAPE.test(parent ?? '') && !/\d{4}-?\d{4}/.test(value) ? 'label' : 'word';
  return (member === '__type' || member === 'code') && /^[\w.#:/-]+$/.test(value) ? 'word' : 'text';
}
