import { expect } from 'chai';
import { requestTarget } from '../../src/api/requestTarget.js';

describe('requestTarget', () => {
  const authorization =
    'AWS4-HMAC-SHA256 Credential=AKID/20261129/cn-north-1/sagemaker/aws4_request, SignedHeaders=host, Signature=ab';

  it('reads host, port, and the region of the signature', () => {
    const request = { hostname: 'localhost', protocol: 'http:', port: 4600, headers: { authorization } };
    expect(requestTarget(request)).deep.equal({ address: 'localhost', port: 4600, region: 'cn-north-1' });
  });

  it('takes the port of the protocol where none is given', () => {
    const ports = ['https:', 'http:', undefined].map(
      protocol => requestTarget({ hostname: 'h', protocol, headers: {} })?.port,
    );
    expect(ports).deep.equal([443, 80, 443]);
  });

  it('knows no region of a request that is not signed, or signed in another way', () => {
    for (const headers of [undefined, {}, { authorization: 'Bearer a/1/b/c' }])
      expect(requestTarget({ hostname: 'h', headers })).deep.equal({
        address: 'h',
        port: 443,
        region: undefined,
      });
  });

  it('is undefined of what is no request', () => {
    for (const none of [undefined, null, {}, { hostname: 1 }]) expect(requestTarget(none)).equal(undefined);
  });
});
