import { isModelledError } from './shapes.js';

/**
 * How an error of the service model is written. AWS documents none of them for SageMaker; a client of
 * AWS JSON 1.1 has to read each.
 *
 * - `namespaced`: `__type` with a namespace, `Message` as in the service model, and the header
 *   `x-amzn-errortype`. The default.
 * - `plain`: `__type` without a namespace, and `message`, as errors outside of the model have them.
 * - `header`: the type in `x-amzn-errortype` alone, and `Message`. botocore 1.43 knows only the status then.
 */
export type ErrorForm = 'namespaced' | 'plain' | 'header';

/** All forms. */
export const ERROR_FORMS: readonly ErrorForm[] = ['namespaced', 'plain', 'header'];

const NAMESPACE = 'com.amazonaws.sagemaker';

/** Details of an error response. */
export interface ServiceFaultDetails {
  /** HTTP status. Default 400. */
  readonly status?: number;
  /** Additional response headers. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Form of an error of the service model; all others are `plain`. Default `namespaced`. */
  readonly form?: ErrorForm | undefined;
  /** Whether it refuses the rate of calls. */
  readonly throttles?: boolean;
}

/** An error response of the service. It is thrown within the simulator, and never to its users. */
export class ServiceFault extends Error {
  readonly status: number;
  readonly throttles: boolean;

  constructor(
    /** Its name in AWS: `ValidationException`, `ResourceNotFound`, … */
    readonly type: string,
    message: string,
    readonly details: ServiceFaultDetails = {},
  ) {
    super(message);
    this.name = type;
    this.status = details.status ?? 400;
    this.throttles = details.throttles ?? false;
  }

  /** The response headers that belong to it. */
  get headers(): Readonly<Record<string, string>> {
    const errorType = { 'x-amzn-errortype': `${this.type}:http://internal.amazon.com/coral/${NAMESPACE}/` };
    return { ...(this.#form !== 'plain' && errorType), ...this.details.headers };
  }

  /** The body of the response, parsed. */
  get wire(): Readonly<Record<string, string>> {
    const { type, message } = this;
    if (this.#form === 'header') return { Message: message };
    if (this.#form === 'namespaced') return { __type: `${NAMESPACE}#${type}`, Message: message };
    return { __type: type, ...(message !== '' && { message }) };
  }

  get #form(): ErrorForm {
    return isModelledError(this.type) ? (this.details.form ?? 'namespaced') : 'plain';
  }
}

/** The error for an invalid request. */
export function invalid(message: string): ServiceFault {
  return new ServiceFault('ValidationException', message);
}

/** What the errors below are about, unless they say otherwise. */
export const CLASSIC_JOB: string = 'inference recommendations job';

/** The error for a job, or another thing, that doesn't exist. */
export function notFound(name: string, form?: ErrorForm, noun: string = CLASSIC_JOB): ServiceFault {
  const text = `Could not find ${noun} '${name}'.`;
  return new ServiceFault('ResourceNotFound', text, { form });
}

/** The error of sibling calls for something that doesn't exist. */
export function notFoundElsewhere(): ServiceFault {
  return invalid('Requested resource not found.');
}

/** The error for a new job whose name is taken. */
export function inUse(name: string, form?: ErrorForm, noun: string = CLASSIC_JOB): ServiceFault {
  const text = `${noun.charAt(0).toUpperCase()}${noun.slice(1)} '${name}' already exists.`;
  return new ServiceFault('ResourceInUse', text, { form });
}

/** The error for a new job above the number of jobs that may run at once. */
export function limitExceeded(
  limit: number,
  running: number,
  form?: ErrorForm,
  noun: string = CLASSIC_JOB,
): ServiceFault {
  const used = `is ${String(limit)} Jobs, with current utilization of ${String(running)} Jobs`;
  const text = `The account-level service limit 'Number of running ${noun}s' ${used}.`;
  return new ServiceFault('ResourceLimitExceeded', text, { form });
}
