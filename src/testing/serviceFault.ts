/** An error response of the service. It is thrown within the simulator, and never to its users. */
export class ServiceFault extends Error {
  constructor(
    /** Its name in AWS: `ValidationException`, `ResourceNotFound`, … */
    readonly type: string,
    message: string,
    /** HTTP status. Default 400. */
    readonly status: number = 400,
    /** Additional response headers. */
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = type;
  }

  /** The body of the response. */
  get body(): string {
    return JSON.stringify({ __type: this.type, ...(this.message !== '' && { message: this.message }) });
  }
}

/** The error for an invalid request. */
export function invalid(message: string): ServiceFault {
  return new ServiceFault('ValidationException', message);
}

/** The error for a job that doesn't exist. */
export function notFound(jobName: string): ServiceFault {
  return new ServiceFault('ResourceNotFound', `Could not find inference recommendations job '${jobName}'.`);
}
