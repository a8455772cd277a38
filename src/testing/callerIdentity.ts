import type { IncomingMessage } from 'node:http';
import { ACCOUNT } from './describeSimulatedJob.js';

/** Content type of the protocol of AWS STS. */
export const XML_TYPE = 'text/xml';

/**
 * The answer to GetCallerIdentity, in AWS STS's protocol, which isn't SageMaker's: clients ask which account they speak to.
 * Undefined for every other request. Neither counted nor throttled, as it is another service.
 */
export function callerIdentity(
  { headers }: IncomingMessage,
  body: string,
  id: () => string,
  account: string = ACCOUNT,
): string | undefined {
  if (headers['content-type']?.startsWith('application/x-www-form-urlencoded') !== true) return undefined;
  if (new URLSearchParams(body).get('Action') !== 'GetCallerIdentity') return undefined;
  return (
    '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>' +
    `<Arn>arn:aws:iam::${account}:user/tester</Arn><UserId>AIDASIMULATEDTESTER00</UserId>` +
    `<Account>${account}</Account></GetCallerIdentityResult>` +
    `<ResponseMetadata><RequestId>${id()}</RequestId></ResponseMetadata></GetCallerIdentityResponse>`
  );
}
