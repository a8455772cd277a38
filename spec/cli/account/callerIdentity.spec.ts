import { expect } from 'chai';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { callerIdentity } from '../../../src/cli/account/callerIdentity.js';
import { systemTime } from '../../../src/core/time.js';

describe('the caller as --debug tells it', () => {
  it('is the first line of an error of AWS STS, as the next ones hold the request with its token', async () => {
    const message =
      'The request signature does not match.\n\nThe Canonical String should have been\nx-amz-security-token:a-token';
    const server = createServer((_, response) => {
      response.writeHead(403, { 'content-type': 'text/xml' });
      response.end(
        `<ErrorResponse><Error><Type>Sender</Type><Code>SignatureDoesNotMatch</Code><Message>${message}</Message></Error></ErrorResponse>`,
      );
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const endpoint = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    const keys = { accessKeyId: 'spec', secretAccessKey: 'spec', sessionToken: 'a-token' };
    const identity = await callerIdentity(() => Promise.resolve(keys), {
      ...{ region: 'eu-west-1', endpoint, agents: undefined, time: systemTime },
      ...{ useFips: false, useDualStack: false },
    });
    server.closeAllConnections();
    server.close();
    expect(identity).equal(
      'not known: AWS STS: SignatureDoesNotMatch: The request signature does not match.',
    );
  });
});
