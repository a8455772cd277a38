/** An error that the service answers; thrown inside the simulator, never at its users. */
export class ServiceFault extends Error {
  constructor(
    /** The name that AWS gives it: `ValidationException`, `ResourceNotFound`, … */
    readonly type: string,
    message: string,
    /** The HTTP status. Default 400. */
    readonly status: number = 400,
    /** Further response headers. */
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

/** A request that breaks a rule of the service. */
export function invalid(message: string): ServiceFault {
  return new ServiceFault('ValidationException', message);
}

/** A job that the account doesn't have. */
export function notFound(jobName: string): ServiceFault {
  return new ServiceFault('ResourceNotFound', `Could not find inference recommendations job '${jobName}'.`);
}
