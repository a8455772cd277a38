import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Signed } from './rows.js';

/** A request as it was signed, and where it was sent. */
export interface SignedRequest extends Signed {
  readonly path: string;
  /** Operation of AWS STS, or `sagemaker`. */
  readonly asked: string;
  /** The form of a request to AWS STS. */
  readonly form: URLSearchParams;
}

/** A server in place of SageMaker and AWS STS that keeps how requests are signed. */
export interface SignatureServer {
  readonly endpoint: string;
  readonly requests: SignedRequest[];
  /** How the last request that isn't for credentials was signed; forgets all of them. */
  readonly signed: () => Signed | undefined;
  readonly close: () => Promise<void>;
}

/** A job, in the form of the wire. */
export const JOB: object = {
  ...{ JobName: 'job', JobDescription: '', JobType: 'Default', Status: 'COMPLETED' },
  JobArn: 'arn:aws:sagemaker:eu-west-1:123456789012:inference-recommendations-job/job',
  ...{ RoleArn: 'arn:aws:iam::123456789012:role/r', CreationTime: 1, LastModifiedTime: 2 },
};
const AUTHORIZATION = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/\d+\/([^/]+)\//;

/** Starts the server. The key of an assumed role names the role, and what has assumed it. */
export async function startSignatureServer(): Promise<SignatureServer> {
  const requests: SignedRequest[] = [];
  const server = createServer((request, response) => {
    void text(request).then(body => {
      const seen = signedRequest(request, body);
      requests.push(seen);
      const isSts = seen.asked !== 'sagemaker';
      response.setHeader('content-type', isSts ? 'text/xml' : 'application/x-amz-json-1.1');
      response.end(isSts ? stsAnswer(seen) : JSON.stringify({ InferenceRecommendationsJobs: [JOB] }));
    });
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    const closed = new Promise(resolve => server.close(resolve));
    server.closeAllConnections();
    await closed;
  };
  const signed = (): Signed | undefined => {
    const last = requests.findLast(({ asked }) => asked === 'sagemaker' || asked === 'GetCallerIdentity');
    requests.length = 0;
    return last && { key: last.key, region: last.region };
  };
  return { endpoint: `http://127.0.0.1:${String(port)}`, requests, signed, close };
}

function signedRequest({ headers, url = '' }: IncomingMessage, body: string): SignedRequest {
  const [, key = '', region = ''] = AUTHORIZATION.exec(headers.authorization ?? '') ?? [];
  const isSageMaker = headers['x-amz-target'] !== undefined;
  const form = new URLSearchParams(isSageMaker ? '' : body);
  return { key, region, path: url, asked: isSageMaker ? 'sagemaker' : (form.get('Action') ?? ''), form };
}

function stsAnswer({ asked, key, form }: SignedRequest): string {
  const role = form.get('RoleArn')?.split('/').at(-1) ?? '';
  const by = asked === 'AssumeRoleWithWebIdentity' ? 'web-identity' : key;
  const result =
    asked === 'GetCallerIdentity'
      ? `<Account>123456789012</Account><Arn>arn:aws:iam::123456789012:user/${key}</Arn><UserId>${key}</UserId>`
      : `<Credentials><AccessKeyId>${role}-by-${by}</AccessKeyId><SecretAccessKey>secret</SecretAccessKey>` +
        '<SessionToken>token</SessionToken><Expiration>2100-01-01T00:00:00Z</Expiration></Credentials>';
  const xmlns = 'xmlns="https://sts.amazonaws.com/doc/2011-06-15/"';
  return `<${asked}Response ${xmlns}><${asked}Result>${result}</${asked}Result></${asked}Response>`;
}
