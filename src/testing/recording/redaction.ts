import { InvalidInputError } from '../../core/errors.js';

/** Which kinds of values stand-ins replace. */
export interface Redaction {
  /** Account ids. The stand-in has 12 digits. Default true. */
  readonly accounts?: boolean | undefined;
  /** ARNs: account and name. Partition, service, region and type of the resource stay. Default true. */
  readonly arns?: boolean | undefined;
  /** Names of IAM roles. Default true. */
  readonly roles?: boolean | undefined;
  /** Names of buckets, and the keys of their objects. Default true. */
  readonly buckets?: boolean | undefined;
  /** Values of environment variables. Their names stay. Default true. */
  readonly environment?: boolean | undefined;
  /** Reasons, descriptions, messages, tags, ids of networks and keys, and members that AWS may add. Default true. */
  readonly texts?: boolean | undefined;
  /** Names of jobs, models, endpoints and specifications. Default false: a replay is asked for a job by its name. */
  readonly names?: boolean | undefined;
}

/** A kind of values. */
export type RedactionKind = keyof Redaction;

/** Each kind, and whether it is replaced. */
export type CheckedRedaction = Readonly<Record<RedactionKind, boolean>>;

const DEFAULTS: CheckedRedaction = {
  accounts: true,
  arns: true,
  roles: true,
  buckets: true,
  environment: true,
  texts: true,
  names: false,
};

/** The names of all kinds. */
const KINDS = Object.keys(DEFAULTS) as RedactionKind[];

/** Fills in the defaults. Fails with `InvalidInputError`, which names the option. */
export function checkRedaction(given: boolean | Redaction | undefined): CheckedRedaction {
  if (given === undefined || given === true) return DEFAULTS;
  if (given === false) return Object.fromEntries(KINDS.map(kind => [kind, false])) as CheckedRedaction;
  if (typeof given !== 'object' || (given as unknown) === null)
    throw new InvalidInputError('redact', 'must be true, false, or an object of kinds');
  for (const [kind, value] of Object.entries(given) as [string, unknown][]) {
    if (!Object.hasOwn(DEFAULTS, kind))
      throw new InvalidInputError(`redact.${kind}`, `is none of the kinds ${KINDS.join(', ')}`);
    if (value !== undefined && typeof value !== 'boolean')
      throw new InvalidInputError(`redact.${kind}`, 'must be true or false');
  }
  const set = Object.entries(given).filter(([, value]) => value !== undefined);
  return { ...DEFAULTS, ...(Object.fromEntries(set) as Partial<CheckedRedaction>) };
}

/** The kinds that are replaced. */
export const redactedKinds = (redaction: CheckedRedaction): RedactionKind[] =>
  KINDS.filter(kind => redaction[kind]);
