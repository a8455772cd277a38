import { expect } from 'chai';
import { proxyOf } from '../../../src/cli/account/proxyOf.js';
import { runTool } from '../../testing/runTool.js';
import { skip } from '../../support/skip.js';

const URL_OF_AWS = 'https://api.sagemaker.eu-west-1.amazonaws.com';
const PROXY = { HTTPS_PROXY: 'http://upper:1', HTTP_PROXY: 'http://plain:1' };
/** A URL, and the environment, without loopback addresses. */
const CASES: readonly (readonly [url: string, env: Readonly<Record<string, string>>])[] = [
  [URL_OF_AWS, {}],
  [URL_OF_AWS, PROXY],
  ['http://sagemaker.lab:8080/a', PROXY],
  [URL_OF_AWS, { HTTP_PROXY: 'http://plain:1' }],
  [URL_OF_AWS, { ...PROXY, https_proxy: 'http://lower:2' }],
  [URL_OF_AWS, { ...PROXY, https_proxy: '' }],
  [URL_OF_AWS, { ALL_PROXY: 'http://all:1' }],
  ...[
    '*',
    '',
    'amazonaws.com',
    '.amazonaws.com',
    'AMAZONAWS.COM ',
    'zonaws.com',
    'a.com, amazonaws.com',
    '*,b',
  ].map(no => [URL_OF_AWS, { ...PROXY, NO_PROXY: no }] as const),
  ['http://lab:8080', { ...PROXY, NO_PROXY: 'lab:8080' }],
  ['http://lab:8080', { ...PROXY, NO_PROXY: 'lab:80' }],
  ['http://lab:8080', { ...PROXY, NO_PROXY: 'lab' }],
  ['http://lab', { ...PROXY, NO_PROXY: 'lab', no_proxy: 'other' }],
  ['http://10.1.2.3', { ...PROXY, NO_PROXY: '10.0.0.0/8' }],
];

/** What botocore asks the standard library of Python, for each line of JSON. */
const PYTHON = `
import json, os, sys
from urllib.parse import urlparse
from urllib.request import getproxies_environment, proxy_bypass_environment
for url, env in json.loads(sys.argv[1]):
    os.environ.clear()
    os.environ.update(env)
    parsed = urlparse(url)
    bypass = proxy_bypass_environment(parsed.netloc)
    print(json.dumps(None if bypass else getproxies_environment().get(parsed.scheme)))
`;

describe('proxyOf', () => {
  it('reads the variables as aws-cli does', async function () {
    const { stdout, missing } = await runTool('python3', ['-c', PYTHON, JSON.stringify(CASES)]);
    if (missing) skip(this, 'there is no Python 3');
    const theirs = stdout.trimEnd().split('\n');
    const ours = CASES.map(([url, env]) => JSON.stringify(proxyOf(url, env)?.value ?? null));
    expect(ours).deep.equal(theirs).length(CASES.length);
    expect(new Set(ours)).length(4);
  });

  it('names the variable, and takes an address without a scheme for one of http', () => {
    expect(proxyOf(URL_OF_AWS, { HTTPS_PROXY: 'proxy:3128' })).deep.equal({
      value: 'http://proxy:3128',
      from: 'HTTPS_PROXY',
    });
    expect(proxyOf(URL_OF_AWS, { https_proxy: 'https://proxy:3128' })).deep.equal({
      value: 'https://proxy:3128',
      from: 'https_proxy',
    });
  });

  it('never takes one for this machine', () => {
    for (const host of ['127.0.0.1', '[::1]', 'localhost', 'sim.localhost'])
      expect(proxyOf(`http://${host}:4600`, PROXY), host).equal(undefined);
  });
});
