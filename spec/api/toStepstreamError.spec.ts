import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { expect } from 'chai';
import { sageMakerApi } from '../../src/api/sageMakerApi.js';
import { toStepstreamError, type RequestContext } from '../../src/api/toStepstreamError.js';
import type { StepstreamError } from '../../src/core/errors.js';
import { BARE, useEnvironment } from '../support/environment.js';
import { callOptions } from '../support/fakeApi.js';
import { failure } from '../support/failure.js';
import { answering, useLocalService, type Answer } from '../support/localService.js';

interface Details {
  readonly status?: number;
  readonly code?: string;
  readonly headers?: Record<string, string>;
  readonly corrected?: boolean;
}

/** The error of Node's resolver. */
const noHost = (hostname: string): Error =>
  Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), { code: 'ENOTFOUND', hostname });

/** An error as the SDK throws it. */
function sdkError(name: string, message: string, { status, code, headers, corrected }: Details = {}): Error {
  return Object.assign(new Error(message), {
    name,
    ...(code !== undefined && { code }),
    $metadata: { httpStatusCode: status, ...(corrected !== undefined && { clockSkewCorrected: corrected }) },
    ...(headers !== undefined && { $response: { headers } }),
  });
}

/** The time of day of this spec. */
const now = (): number => Date.UTC(2026, 0, 15, 9);

const job: RequestContext = { jobName: 'my-job' };
const withToken: RequestContext = { jobName: 'my-job', nextToken: 't' };

const NO_JOB = "There is no job 'my-job' in this account and region; jobs$() lists those that are";

type Row = readonly [
  what: string,
  thrown: unknown,
  expected: Partial<StepstreamError> | object,
  asked?: RequestContext,
];

const table: readonly Row[] = [
  [
    'a throttle, which has status 400 and no $retryable',
    sdkError('ThrottlingException', 'Rate exceeded', { status: 400 }),
    {
      name: 'ThrottledError',
      message: 'The service refused the rate of calls: Rate exceeded',
      retryAfterMs: undefined,
    },
  ],
  [
    'a throttle that says when to come back',
    sdkError('ThrottlingException', 'Rate exceeded', { headers: { 'retry-after': '3' } }),
    { name: 'ThrottledError', retryAfterMs: 3000 },
  ],
  [
    'a throttle that says at which time of day to come back',
    sdkError('ThrottlingException', 'Rate exceeded', {
      headers: { 'retry-after': new Date(now() + 9_000).toUTCString() },
    }),
    { name: 'ThrottledError', retryAfterMs: 9000 },
  ],
  [
    'a throttle with a wait in milliseconds',
    sdkError('ThrottlingException', 'Rate exceeded', {
      headers: { 'retry-after': '3', 'x-amz-retry-after': '250' },
    }),
    { name: 'ThrottledError', retryAfterMs: 250 },
  ],
  [
    'a throttle that the model of the service calls so',
    Object.assign(sdkError('BusyException', 'busy', { status: 400 }), { $retryable: { throttling: true } }),
    { name: 'ThrottledError' },
  ],
  [
    'a failure that passes, as the model of the service says',
    Object.assign(sdkError('BusyException', 'busy', { status: 400 }), { $retryable: {} }),
    { name: 'ServiceError', status: 400, transient: true },
  ],
  [
    'a request that came too slowly',
    sdkError('Unknown', 'late', { status: 408, headers: { 'x-amz-retry-after': '250' } }),
    { name: 'ServiceError', status: 408, transient: true, retryAfterMs: 250 },
  ],
  ...['RequestTimeout', 'RequestTimeoutException'].map((name): Row => [
    `${name}, whatever its status`,
    sdkError(name, 'late', { status: 400 }),
    { name: 'ServiceError', status: 400, transient: true },
  ]),
  [
    'RequestTimeout without a status',
    sdkError('RequestTimeout', 'late'),
    { name: 'ServiceError', message: 'The call failed: RequestTimeout: late', transient: true },
  ],
  [
    'a failure that stays',
    sdkError('KMSInvalidStateException', 'no', { status: 400 }),
    { name: 'ServiceError', transient: false },
  ],
  [
    'a region that does not exist',
    noHost('api.sagemaker.mars-1.amazonaws.com'),
    {
      name: 'NetworkError',
      unknownRegion: 'mars-1',
      message:
        'The connection failed: ENOTFOUND: getaddrinfo ENOTFOUND api.sagemaker.mars-1.amazonaws.com. ' +
        "Does the region 'mars-1' exist?",
    },
  ],
  ...[
    'api.sagemaker.mars-1.api.aws',
    'api.sagemaker.mars-1.amazonaws.com.cn',
    'api-fips.sagemaker.mars-1.amazonaws.com',
    'api.sagemaker-fips.mars-1.api.aws',
    'api.sagemaker.mars-1.amazonaws.eu',
    'api.sagemaker.mars-1.c2s.ic.gov',
    'api.sagemaker.mars-1.cloud.adc-e.uk',
  ].map((host): Row => [`the same as ${host}`, noHost(host), { unknownRegion: 'mars-1' }]),
  [
    'a region that does not exist, to a client on fetch',
    Object.assign(new TypeError('fetch failed'), { cause: noHost('api.sagemaker.mars-1.amazonaws.com') }),
    { name: 'NetworkError', unknownRegion: 'mars-1' },
  ],
  ...[
    ...['sagemaker.internal', 'api.sagemaker.corp.internal', 'api.sagemaker.mars-1.amazonaws.com.proxy.test'],
    ...['vpce-0123.api.sagemaker.us-east-1.vpce.amazonaws.com', 'localhost'],
  ].map((host): Row => [
    `${host}, which no region made`,
    noHost(host),
    {
      name: 'NetworkError',
      unknownRegion: undefined,
      message: `The connection failed: ENOTFOUND: getaddrinfo ENOTFOUND ${host}`,
    },
  ]),
  [
    'a host of a region that refuses connections',
    Object.assign(noHost('api.sagemaker.eu-west-1.amazonaws.com'), { code: 'ECONNREFUSED' }),
    { name: 'NetworkError', unknownRegion: undefined },
  ],
  ['status 429, whatever the name', sdkError('Unknown', 'no', { status: 429 }), { name: 'ThrottledError' }],
  [
    'a 503 with an HTML body',
    sdkError('SyntaxError', 'Unexpected token <\n  <html>', { status: 503, headers: { 'retry-after': '2' } }),
    {
      name: 'ServiceError',
      message: 'The service failed with HTTP status 503: Unexpected token <',
      status: 503,
      retryAfterMs: 2000,
    },
  ],
  [
    'a 502 with an HTML body',
    sdkError('SyntaxError', 'Unexpected token <', { status: 502 }),
    { status: 502 },
  ],
  [
    'a redirect',
    sdkError('Unknown', 'moved', { status: 300 }),
    { name: 'ServiceError', message: 'The service failed with HTTP status 300: moved' },
  ],
  [
    'a status that only the response tells',
    Object.assign(new Error('busy'), { $response: { statusCode: 500 } }),
    { name: 'ServiceError', status: 500 },
  ],
  [
    'a status that is no number',
    Object.assign(new Error('busy'), { $metadata: { httpStatusCode: '500' } }),
    { name: 'ServiceError', status: undefined, message: 'The call failed: Error: busy' },
  ],
  [
    'an unparsable 200',
    sdkError('SyntaxError', 'Unexpected end\nof input', { status: 200 }),
    { name: 'MalformedResponseError', message: "The answer can't be read: Unexpected end" },
  ],
  [
    'an unparsable body without a status',
    new SyntaxError('Unexpected end'),
    { name: 'MalformedResponseError', message: "The answer can't be read: Unexpected end" },
  ],
  [
    'a 200 with a member of the wrong type',
    sdkError('TypeError', 'Expected real number, got implicit NaN', { status: 200 }),
    { name: 'MalformedResponseError' },
  ],
  [
    'a reset',
    sdkError('Error', 'read ECONNRESET', { code: 'ECONNRESET' }),
    { name: 'NetworkError', message: 'The connection failed: ECONNRESET: read ECONNRESET' },
  ],
  [
    'a reset in the body, after the headers',
    sdkError('Error', 'aborted', { code: 'ECONNRESET', status: 200 }),
    { name: 'NetworkError' },
  ],
  [
    'a code that is no text, by the message',
    Object.assign(new Error('socket hang up'), { code: 7 }),
    { name: 'NetworkError', message: 'The connection failed: Error: socket hang up' },
  ],
  [
    'a timeout of the SDK',
    sdkError('TimeoutError', 'no connection within 5 ms'),
    { name: 'NetworkError', message: 'The connection failed: TimeoutError: no connection within 5 ms' },
  ],
  [
    "expired credentials, by the service's word",
    sdkError('ExpiredTokenException', 'The security token is expired', { status: 400 }),
    {
      name: 'ExpiredCredentialsError',
      message: 'The credentials have expired; get new ones: The security token is expired',
    },
  ],
  [
    "expired credentials, by the provider's word",
    sdkError('CredentialsProviderError', 'The SSO session has Expired'),
    { name: 'ExpiredCredentialsError' },
  ],
  [
    'something else that expired, which is no matter of credentials',
    sdkError('LeaseProblem', 'the lease has expired', { status: 400 }),
    { name: 'ServiceError' },
  ],
  [
    'missing credentials',
    sdkError('CredentialsProviderError', 'Could not load credentials'),
    {
      name: 'MissingCredentialsError',
      message:
        'No credentials that the service accepts; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, ' +
        'or AWS_PROFILE: Could not load credentials',
    },
  ],
  [
    'a wrong secret',
    sdkError('InvalidSignatureException', 'The signature does not match', { status: 403 }),
    { name: 'MissingCredentialsError' },
  ],
  [
    'a clock that is wrong',
    sdkError('RequestExpired', 'too old', { status: 400 }),
    {
      name: 'ClockSkewError',
      message: "The clock of this machine differs from the service's; set it: too old",
      corrected: false,
    },
  ],
  [
    'a clock that the SDK has set right',
    sdkError('InvalidSignatureException', 'Signature expired: 1 is now earlier than 2', { corrected: true }),
    { name: 'ClockSkewError', corrected: true },
  ],
  [
    'a signature that the SDK has a new clock for',
    sdkError('SignatureDoesNotMatch', 'no', { corrected: true }),
    { name: 'ClockSkewError', corrected: true },
  ],
  [
    'a failure of the service, though the clock was set meanwhile',
    sdkError('InternalFailure', 'oops', { status: 500, corrected: true }),
    { name: 'ServiceError', status: 500 },
  ],
  [
    'a denied call',
    sdkError('AccessDeniedException', 'not authorized to perform', { status: 400 }),
    {
      name: 'AccessDeniedError',
      message: "The credentials don't allow this call: not authorized to perform",
    },
  ],
  [
    'a job that is not there, named',
    sdkError('ResourceNotFound', 'no such job', { status: 400 }),
    {
      name: 'NotFoundError',
      message: `${NO_JOB}: no such job`,
    },
    job,
  ],
  ...['Requested resource not found.', 'Could not find requested job with name: my-job'].map((text): Row => [
    `a job that is not there, by ValidationException: ${text}`,
    sdkError('ValidationException', text, { status: 400 }),
    { name: 'NotFoundError', message: `${NO_JOB}: ${text}` },
    withToken,
  ]),
  [
    'a token that is not there, which is no job',
    sdkError('ValidationException', 'Could not find the token', { status: 400 }),
    { name: 'InvalidTokenError' },
    withToken,
  ],
  [
    'a request that is not valid, whatever it does not find on the way',
    sdkError('ValidationException', 'We could not find a meaning in this.', { status: 400 }),
    { name: 'ValidationError' },
  ],
  [
    'something that is not there where no job was asked for',
    sdkError('ResourceNotFoundException', 'nothing', { status: 400 }),
    { name: 'NotFoundError', message: 'Not found: nothing' },
  ],
  [
    'a request that is not valid',
    sdkError('ValidationException', "1 validation error: 'maxResults'", { status: 400 }),
    { name: 'ValidationError', message: "The service refuses the request: 1 validation error: 'maxResults'" },
    withToken,
  ],
  [
    'a token that the service refuses',
    sdkError('ValidationException', 'Invalid NextToken', { status: 400 }),
    {
      name: 'InvalidTokenError',
      message: "The service doesn't take the token; list again from the start: Invalid NextToken",
    },
    withToken,
  ],
  [
    'a token that has expired',
    sdkError('ValidationError', 'The Token is EXPIRED', { status: 400 }),
    {
      name: 'ExpiredTokenError',
      message:
        'The token has expired; go on from resumeToken, which counts from the start: The Token is EXPIRED',
    },
    withToken,
  ],
  [
    'talk of tokens where none was sent',
    sdkError('ValidationException', 'Token expired', { status: 400 }),
    { name: 'ValidationError' },
    job,
  ],
  [
    'a missing region',
    new Error('Region is missing'),
    {
      name: 'InvalidInputError',
      option: 'region',
      message: 'region: is missing; give connect({ region }) or set AWS_REGION',
    },
  ],
  [
    'an abort',
    sdkError('AbortError', 'Request aborted'),
    { name: 'AbortedError', message: 'The call was aborted.' },
  ],
  [
    'a bug',
    new TypeError('x is\nnot a function'),
    { name: 'ServiceError', message: 'The call failed: TypeError: x is' },
  ],
  [
    'a string',
    'broken',
    { name: 'ServiceError', message: 'The call failed: string: broken', status: undefined },
  ],
  ['null', null, { name: 'ServiceError', message: 'The call failed: object: null' }],
  ['undefined', undefined, { name: 'ServiceError', message: 'The call failed: undefined: undefined' }],
  [
    'an object without name and message',
    { name: 7, message: 8, code: 9 },
    { name: 'ServiceError', message: 'The call failed: object: [object Object]' },
  ],
];

/** Names that decide by themselves, and some that only look like them. */
const names: Readonly<Record<string, string>> = {
  ThrottledError:
    'Throttling ThrottlingException ThrottledException TooManyRequestsException RequestLimitExceeded ' +
    'RequestThrottled RequestThrottledException SlowDown BandwidthLimitExceeded LimitExceededException ' +
    'EC2ThrottledException PriorRequestNotComplete ProvisionedThroughputExceededException ' +
    'TransactionInProgressException',
  AccessDeniedError:
    'AccessDenied AccessDeniedException UnauthorizedOperation NotAuthorized OptInRequired AuthorizationError',
  ExpiredCredentialsError: 'ExpiredToken ExpiredTokenException TokenRefreshRequired',
  MissingCredentialsError:
    'CredentialsProviderError TokenProviderError UnrecognizedClientException InvalidClientTokenId ' +
    'MissingAuthenticationToken InvalidAccessKeyId IncompleteSignature InvalidSignatureException ' +
    'SignatureDoesNotMatch',
  ClockSkewError: 'RequestTimeTooSkewed RequestExpired RequestInTheFuture',
  NotFoundError: 'ResourceNotFound ResourceNotFoundException',
  ValidationError: 'Validation ValidationException',
  NetworkError: 'TimeoutError NetworkingError',
  ServiceError:
    'ResourceLimitExceeded MyLimitExceededException Unthrottled NoThrottling NotAccessDenied NotExpiredToken NoCredentialsProviderError ' +
    'OldInvalidSignature NotRequestExpired MyResourceNotFound InValidation NoTimeoutError',
};

const codes: Readonly<Record<string, string>> = {
  NetworkError:
    'ECONNRESET ECONNREFUSED ECONNABORTED EPIPE ETIMEDOUT ESOCKETTIMEDOUT EADDRNOTAVAIL ENOTFOUND EAI_AGAIN EAI_FAIL EHOSTUNREACH ' +
    'EHOSTDOWN ENETUNREACH ENETDOWN EPROTO ERR_STREAM_PREMATURE_CLOSE UND_ERR_SOCKET ' +
    'UND_ERR_CONNECT_TIMEOUT HPE_INVALID_CONSTANT',
  ServiceError:
    'ENOENT EACCES CERT_HAS_EXPIRED ERR_INVALID_URL NOT_ECONNRESET ECONNRESET! EPIPE_ SUB_UND_ERR_X',
};

const texts: Readonly<Record<string, readonly string[]>> = {
  NetworkError: [
    'socket hang up',
    'aborted',
    'Premature close',
    'fetch failed',
    'network error',
    'terminated',
  ],
  ClockSkewError: ['Signature expired: now', 'Signature not yet current', 'the clock is Skewed'],
};

describe('toStepstreamError', () => {
  for (const [what, thrown, expected, asked] of table)
    it(`knows ${what}`, () => {
      const error = toStepstreamError(thrown, now, asked);
      expect(error).include(expected).and.property('cause', thrown);
    });

  for (const [kind, list] of Object.entries(names))
    it(`recognises ${kind} by these names: ${list}`, () => {
      for (const name of list.split(' '))
        expect(toStepstreamError(sdkError(name, 'text'), now), name).property('name', kind);
    });

  for (const [kind, list] of Object.entries(codes))
    it(`recognises ${kind} by these codes: ${list}`, () => {
      for (const code of list.split(' '))
        expect(toStepstreamError(sdkError('Error', 'aborted', { code }), now), code).property('name', kind);
    });

  for (const [kind, list] of Object.entries(texts))
    it(`recognises ${kind} by these messages: ${list.join(', ')}`, () => {
      const name = kind === 'ClockSkewError' ? 'InvalidSignatureException' : 'Error';
      for (const text of list)
        expect(toStepstreamError(sdkError(name, text), now), text).property('name', kind);
    });

  it('leaves an error of ours as it is', () => {
    const ours = toStepstreamError('broken', now);
    expect(toStepstreamError(ours, now)).equal(ours);
  });

  describe('on what the real SDK throws', () => {
    const service = useLocalService();
    const fault = (type: string, message: string, status = 400, headers = {}): Answer =>
      answering(status, { __type: type, message }, headers);
    const html = (status: number): Answer =>
      answering(status, '<html>\n<b>busy</b>', { 'content-type': 'text/html' });
    const anHourAgo = new Date(Date.now() - 3_600_000).toUTCString();

    const answers: readonly (readonly [what: string, answer: Answer, expected: object])[] = [
      ['a throttle', fault('ThrottlingException', 'Rate exceeded'), { name: 'ThrottledError' }],
      [
        'a throttle with Retry-After',
        fault('com.amazonaws.sagemaker#ThrottlingException', 'Rate exceeded', 400, { 'retry-after': '7' }),
        { name: 'ThrottledError', retryAfterMs: 7000 },
      ],
      ['a 429', fault('Unknown', 'no', 429), { name: 'ThrottledError' }],
      ['a 500', fault('InternalFailure', 'oops', 500), { name: 'ServiceError', status: 500 }],
      [
        'a 500 of a service with another clock',
        fault('InternalFailure', 'oops', 500, { date: anHourAgo }),
        { name: 'ServiceError', status: 500 },
      ],
      ['a 502 with HTML', html(502), { name: 'ServiceError', status: 502 }],
      ['a 503 with HTML', html(503), { name: 'ServiceError', status: 503 }],
      ['no such job', fault('ResourceNotFound', 'no such job'), { name: 'NotFoundError' }],
      [
        'no such job in the form of a modelled error',
        answering(400, { __type: 'com.amazonaws.sagemaker#ResourceNotFound', Message: 'no such job' }),
        { name: 'NotFoundError', message: `${NO_JOB}: no such job` },
      ],
      [
        'no such job where the headers alone have the type',
        answering(
          400,
          { Message: 'gone' },
          { 'x-amzn-errortype': 'ResourceNotFound:http://internal.amazon.com/' },
        ),
        { name: 'NotFoundError', message: `${NO_JOB}: gone` },
      ],
      [
        'no such job as a ValidationException',
        fault('ValidationException', 'Requested resource not found.'),
        { name: 'NotFoundError' },
      ],
      [
        'a throttle with x-amz-retry-after',
        fault('ThrottlingException', 'Rate exceeded', 400, {
          'x-amz-retry-after': '250',
          'retry-after': '7',
        }),
        { name: 'ThrottledError', retryAfterMs: 250 },
      ],
      ['a 408', fault('Unknown', 'late', 408), { name: 'ServiceError', status: 408, transient: true }],
      ['a RequestTimeout', fault('RequestTimeout', 'late'), { name: 'ServiceError', transient: true }],
      ['an invalid request', fault('ValidationException', 'no'), { name: 'ValidationError' }],
      [
        'an expired token',
        fault('ValidationException', 'The NextToken expired'),
        { name: 'ExpiredTokenError' },
      ],
      ['a denied call', fault('AccessDeniedException', 'no'), { name: 'AccessDeniedError' }],
      ['expired credentials', fault('ExpiredTokenException', 'no'), { name: 'ExpiredCredentialsError' }],
      [
        'unknown credentials',
        fault('UnrecognizedClientException', 'no', 403),
        { name: 'MissingCredentialsError' },
      ],
      [
        'another clock, which it sets',
        fault('InvalidSignatureException', 'Signature expired: no', 403, { date: anHourAgo }),
        { name: 'ClockSkewError', corrected: true },
      ],
      [
        'another clock, which it has no way to set',
        fault('InvalidSignatureException', 'Signature expired: no', 403),
        { name: 'ClockSkewError', corrected: false },
      ],
      ['a reset before the headers', response => response.destroy(), { name: 'NetworkError' }],
    ];

    const failing = (client: SageMakerClient): Promise<unknown> =>
      failure(sageMakerApi(client, now).listSteps({ JobName: 'my-job', NextToken: 't' }, callOptions()));

    for (const [what, answer, expected] of answers)
      it(`knows ${what}`, async () => {
        service.answer = answer;
        expect(await failing(service.client())).include(expected);
      });

    it('knows a service that doesn’t run', async () => {
      const client = new SageMakerClient({
        endpoint: 'http://127.0.0.1:1',
        region: 'eu-west-1',
        credentials: { accessKeyId: 'id', secretAccessKey: 'secret' },
        maxAttempts: 1,
      });
      expect(await failing(client))
        .include({ name: 'NetworkError' })
        .and.property('message')
        .contain('ECONNREFUSED');
    });

    describe('in an environment without anything', () => {
      useEnvironment(BARE);

      it('knows missing credentials', async () => {
        const client = new SageMakerClient({
          endpoint: service.endpoint,
          region: 'eu-west-1',
          maxAttempts: 1,
        });
        expect(await failing(client)).property('name', 'MissingCredentialsError');
        expect(service.received).empty;
      });

      it('knows a missing region', async () => {
        expect(await failing(new SageMakerClient({ maxAttempts: 1 }))).property('option', 'region');
      });
    });
  });
});

describe('an error of another make', () => {
  it("is known by its code where its name is a plain Error's", () => {
    const old = Object.assign(new Error('Rate exceeded'), { code: 'ThrottlingException' });
    expect(toStepstreamError(old, now)).property('code', 'THROTTLED');
    const nameless = { code: 'AccessDeniedException', message: 'no' };
    expect(toStepstreamError(nameless, now)).property('code', 'ACCESS_DENIED');
    const reset = Object.assign(new Error('read'), { code: 'ECONNRESET' });
    expect(toStepstreamError(reset, now)).property('code', 'NETWORK');
  });

  it('has its name in the message', () => {
    const unknown = {
      name: 'KMSInvalidStateException',
      message: 'UnknownError',
      $metadata: { httpStatusCode: 400 },
    };
    expect(toStepstreamError(unknown, now).message).equal(
      'The service failed with HTTP status 400: KMSInvalidStateException: UnknownError',
    );
    const told = { ...unknown, message: 'KMSInvalidStateException: the key is disabled' };
    expect(toStepstreamError(told, now).message).match(/400: KMSInvalidStateException: the key is disabled$/);
  });
});
