import { expect } from 'chai';
import { checkConnectOptions, type ConnectOptions } from '../../src/api/connectOptions.js';
import { InvalidInputError } from '../../src/core/errors.js';
import { thrown } from '../support/failure.js';
import { sharedQuotaModel } from '../support/sharedQuotaModel.js';

const client = { send: () => Promise.resolve({}) };

const refused: readonly (readonly [options: unknown, message: string])[] = [
  [7, 'connect: must be an object'],
  [{ regoin: 'x' }, 'connect.regoin: is not known; known are client, region, endpoint, quota, retry'],
  [{ region: '' }, 'connect.region: must be the name of a region, such as \'eu-west-1\'; got ""'],
  [{ region: 7 }, "connect.region: must be the name of a region, such as 'eu-west-1'; got 7"],
  [
    { region: 'us east 1' },
    'connect.region: must be the name of a region, such as \'eu-west-1\'; got "us east 1"',
  ],
  [client, 'connect: takes options, and got a client: write connect({ client })'],
  [Promise.resolve({}), 'connect: got a promise: await it first, as in connect(await options)'],
  [
    { client: Promise.resolve(client) },
    'connect.client: is a promise: await it first, as in { client: await client }',
  ],
  [
    { makeRequest: () => undefined },
    'connect: got a client of the AWS SDK v2: write connect({ client: new SageMakerClient({ region }) })',
  ],
  [
    { client: { makeRequest: () => undefined } },
    'connect.client: is one of the AWS SDK v2: take SageMakerClient of @aws-sdk/client-sagemaker, ' +
      'as in connect({ client: new SageMakerClient({ region }) })',
  ],
  [{ client: {} }, "connect.client: must have a method 'send', as SageMakerClient has; got an object"],
  [
    { client: { send: 1 } },
    "connect.client: must have a method 'send', as SageMakerClient has; got an object",
  ],
  [{ client: null }, "connect.client: must have a method 'send', as SageMakerClient has; got null"],
  [{ endpoint: 'localhost' }, 'connect.endpoint: must be a URL with http or https; got "localhost"'],
  [{ endpoint: 'ftp://host' }, 'connect.endpoint: must be a URL with http or https; got "ftp://host"'],
  [{ endpoint: 'xhttp://host' }, 'connect.endpoint: must be a URL with http or https; got "xhttp://host"'],
  [{ endpoint: 'httpx://host' }, 'connect.endpoint: must be a URL with http or https; got "httpx://host"'],
  [{ endpoint: new URL('http://host') }, 'connect.endpoint: must be a URL with http or https; got an object'],
  [{ quota: 2 }, 'quota: must be an object'],
  [{ quota: null }, 'quota: must be an object'],
  [{ quota: { rate: 2 } }, 'quota.rate: is not known; known are perSecond, burst, shared'],
  [
    { quota: { shared: {} } },
    'quota.shared: must be a shared quota, such as redisQuota() makes; got an object',
  ],
  [
    { quota: { perSecond: Infinity, shared: sharedQuotaModel(() => 0) } },
    'quota.perSecond: must be finite where the quota is shared',
  ],
  [{ quota: { perSecond: 0 } }, 'quota.perSecond: must be a number above 0, or Infinity; got 0'],
  [{ quota: { perSecond: NaN } }, 'quota.perSecond: must be a number above 0, or Infinity; got NaN'],
  [{ quota: { burst: 0 } }, 'quota.burst: must be a whole number of at least 1; got 0'],
  [{ quota: { burst: 1.5 } }, 'quota.burst: must be a whole number of at least 1; got 1.5'],
  [{ retry: [] }, 'retry: must be an object'],
  [
    { retry: { tries: 2 } },
    'retry.tries: is not known; known are attempts, baseMs, capMs, attemptDeadlineMs',
  ],
  [{ retry: { attempts: 0 } }, 'retry.attempts: must be a whole number of at least 1; got 0'],
  [{ retry: { attempts: Infinity } }, 'retry.attempts: must be a whole number of at least 1; got Infinity'],
  [{ retry: { baseMs: -1 } }, 'retry.baseMs: must be a finite number of milliseconds, 0 or more; got -1'],
  [
    { retry: { capMs: Infinity } },
    'retry.capMs: must be a finite number of milliseconds, 0 or more; got Infinity',
  ],
  [
    { retry: { attemptDeadlineMs: 0 } },
    'retry.attemptDeadlineMs: must be a finite number of milliseconds, 1 or more; got 0',
  ],
];

const DEFAULTS = {
  client: undefined,
  region: undefined,
  endpoint: undefined,
  quota: { perSecond: 2, burst: 2 },
  retry: { attempts: 8, baseMs: 200, capMs: 20_000, attemptDeadlineMs: 30_000 },
};

describe('checkConnectOptions', () => {
  for (const [options, message] of refused)
    it(`refuses: ${message}`, () => {
      const error = thrown(() => checkConnectOptions(options as ConnectOptions));
      expect(error)
        .instanceOf(InvalidInputError)
        .include({ message, option: message.split(':', 1)[0] });
    });

  it('fills in the defaults, for undefined too', () => {
    expect(checkConnectOptions()).deep.equal(DEFAULTS);
    expect(checkConnectOptions({})).deep.equal(DEFAULTS);
    expect(
      checkConnectOptions({
        client: undefined,
        region: undefined,
        endpoint: undefined,
        quota: { perSecond: undefined, burst: undefined },
        retry: { attempts: undefined },
      }),
    ).deep.equal(DEFAULTS);
  });

  it('keeps what is given', () => {
    const options = {
      region: 'eu-west-1',
      endpoint: 'https://host:8443',
      quota: { perSecond: Infinity, burst: 10 },
      retry: { attempts: 1, baseMs: 0, capMs: 0, attemptDeadlineMs: 1 },
    };
    expect(checkConnectOptions(options)).deep.equal({ client: undefined, ...options });
    expect(checkConnectOptions({ endpoint: 'http://host' }).endpoint).equal('http://host');
    expect(checkConnectOptions({ client, region: undefined }).client).equal(client);
    expect(checkConnectOptions({ client, region: 'x', endpoint: 'http://host' }).client).equal(client);
  });

  it('gives copies: the options can be changed afterwards', () => {
    const quota = { perSecond: 5 };
    const checked = checkConnectOptions({ quota });
    quota.perSecond = 9;
    expect(checked.quota).deep.equal({ perSecond: 5, burst: 2 });
  });
});
