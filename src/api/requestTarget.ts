/** Where a request was sent, as the SDK has resolved it. */
export interface RequestTarget {
  /** Host name or address of the service. */
  readonly address: string;
  readonly port: number;
  /** Region that the request is signed for; undefined where it isn't signed. */
  readonly region: string | undefined;
}

/** Reads where a request of the SDK goes; undefined of what isn't one. The region stands in the scope of its signature. */
export function requestTarget(request: unknown): RequestTarget | undefined {
  const { hostname, protocol, port, headers } = (request ?? {}) as {
    readonly hostname?: unknown;
    readonly protocol?: unknown;
    readonly port?: unknown;
    readonly headers?: { readonly authorization?: unknown };
  };
  if (typeof hostname !== 'string') return undefined;
  const { authorization } = headers ?? {};
  const [, region] =
    typeof authorization === 'string' ? (SCOPE.exec(authorization) ?? []) : ([] as readonly undefined[]);
  return {
    address: hostname,
    port: typeof port === 'number' ? port : protocol === 'http:' ? HTTP_PORT : HTTPS_PORT,
    region,
  };
}

/** The scope of a signature: key, day, region and service. */
const SCOPE = /Credential=[^/,]+\/\d+\/([^/,]+)\//;
const HTTP_PORT = 80;
const HTTPS_PORT = 443;
