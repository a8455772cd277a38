import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Ended } from '../../support/child.js';
import { skip } from '../../support/skip.js';
import { startSimulator } from '../../../src/testing/index.js';
import { runInEnvironment } from '../support/runCommand.js';
import type { Row } from './rows.js';
import { rowFiles } from './rowFiles.js';
import { startSignatureServer, type SignatureServer } from './signatures.js';
import { startProxiedService } from './tlsProxy.js';

const MFA = [
  '[profile mfa]',
  'role_arn = arn:aws:iam::123456789012:role/admin',
  'source_profile = base',
  'mfa_serial = arn:aws:iam::123456789012:mfa/me',
  'duration_seconds = 1800',
  'external_id = outside',
  '[profile base]',
  'aws_access_key_id = base',
  'aws_secret_access_key = secret',
].join('\n');

describe('a connection of the command', () => {
  const files = rowFiles();
  let server: SignatureServer;
  before(async () => {
    server = await startSignatureServer();
  });
  beforeEach(() => {
    server.requests.length = 0;
  });
  after(async () => {
    files.remove();
    await server.close();
  });
  const run = (
    args: readonly string[],
    { config, env }: Pick<Row, 'config'> & { readonly env?: NodeJS.ProcessEnv } = {},
  ): Promise<Ended> => {
    const environment = files.environment({ ...(config !== undefined && { config }) }, server.endpoint);
    return runInEnvironment(args, { env: { ...environment, AWS_REGION: 'eu-west-1', ...env } });
  };

  it('goes to the endpoint of the flag, the service, all services, the section of services, the profile', async () => {
    const { endpoint } = server;
    const config = [
      `[default]\nservices = lab\nendpoint_url = ${endpoint}/profile`,
      `[services lab]\nsagemaker =\n  endpoint_url = ${endpoint}/section`,
      `[profile plain]\nendpoint_url = ${endpoint}/plain\nregion = eu-west-1`,
    ].join('\n');
    const keys = { AWS_ACCESS_KEY_ID: 'env', AWS_SECRET_ACCESS_KEY: 'secret' };
    const all = { ...keys, AWS_ENDPOINT_URL_SAGEMAKER: undefined, AWS_ENDPOINT_URL: `${endpoint}/all` };
    const none = { ...all, AWS_ENDPOINT_URL: undefined };
    await run(['jobs', '--endpoint-url', `${endpoint}/flag`], { config, env: keys });
    await run(['jobs'], { config, env: { ...all, AWS_ENDPOINT_URL_SAGEMAKER: `${endpoint}/service` } });
    await run(['jobs'], { config, env: all });
    await run(['jobs'], { config, env: none });
    // The SDK alone would look at the default profile.
    await run(['jobs'], { config, env: { ...none, AWS_PROFILE: 'plain' } });
    expect(server.requests.map(({ path }) => path.split('/')[1])).deep.equal([
      ...['flag', 'service', 'all', 'section', 'plain'],
    ]);
  });

  it('tells with --debug whom it asks, and what has decided so', async () => {
    const { endpoint } = server;
    const debug = await run(['jobs', '--debug', '--profile', 'ci'], {
      config:
        '[profile ci]\nrole_arn = arn:aws:iam::123456789012:role/gate\ncredential_source = Environment\n',
      env: { AWS_ACCESS_KEY_ID: 'env', AWS_SECRET_ACCESS_KEY: 'a-secret', AWS_SESSION_TOKEN: 'a-token' },
    });
    expect(debug.code).equal(0);
    expect(debug.stderr.split('\n')).deep.equal([
      'stepstream: account      123456789012, as arn:aws:iam::123456789012:user/gate-by-env',
      "stepstream: credentials  role arn:aws:iam::123456789012:role/gate of profile 'ci', assumed with AWS_ACCESS_KEY_ID of the environment",
      'stepstream: region       eu-west-1, by AWS_REGION',
      `stepstream: endpoint     ${endpoint}, by AWS_ENDPOINT_URL_SAGEMAKER`,
      '',
    ]);
  });

  it('has the account of a simulator told by the simulator itself', async () => {
    const simulator = await startSimulator({ jobs: [{ name: 'job', steps: 1 }] });
    const ended = await runInEnvironment(['jobs', '--debug', '--endpoint-url', simulator.endpoint]);
    await simulator.close();
    expect(ended).include({ code: 0 });
    expect(ended.stderr).match(
      /^stepstream: account {6}123456789012, as arn:aws:iam::123456789012:user\/tester\n/,
    );
    expect(simulator.stats().calls).equal(1);
  });

  it('goes on where AWS STS gives no answer, and says so', async () => {
    const ended = await run(['jobs', '--debug'], {
      env: {
        AWS_ACCESS_KEY_ID: 'env',
        AWS_SECRET_ACCESS_KEY: 's',
        AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:1',
      },
    });
    expect(ended).include({ code: 0 });
    expect(ended.stderr).match(/^stepstream: account {6}not known: AWS STS: [^\n]*ECONNREFUSED/);
  });

  it('says what to run where a profile asks for an MFA code and there is no terminal', async () => {
    const { code, stderr } = await run(['jobs', '--profile', 'mfa'], { config: MFA });
    expect([code, server.requests]).deep.equal([6, []]);
    expect(stderr).equal(
      "stepstream: The profile 'mfa' asks for an MFA code, and there is no terminal to ask at. At one, run " +
        'eval "$(aws configure export-credentials --profile mfa --format env)", of aws-cli 2, and then this command without --profile\n',
    );
  });

  it('goes through the proxy, and trusts the CA bundle', async function () {
    const host = 'api.sagemaker.eu-west-1.amazonaws.com';
    const service = await startProxiedService(host);
    if (service === undefined) skip(this, 'openssl is not installed');
    const { proxy, caBundle, asked, close } = service;
    const keys = {
      AWS_ACCESS_KEY_ID: 'env',
      AWS_SECRET_ACCESS_KEY: 's',
      AWS_ENDPOINT_URL_SAGEMAKER: undefined,
    };
    try {
      const env = { ...keys, HTTPS_PROXY: proxy, AWS_CA_BUNDLE: caBundle };
      const { code, stderr } = await run(['jobs', '--debug'], { env });
      expect(code, stderr).equal(0);
      expect(asked).deep.equal([`CONNECT ${host}:443 user:pass`]);
      expect(stderr)
        .contain(`proxy        ${proxy.replace('user:pass@', '')}, by HTTPS_PROXY\n`)
        .contain(`CA bundle    ${caBundle}, by AWS_CA_BUNDLE\n`)
        .not.contain('pass');
      const ofProfile = await run(['jobs'], {
        config: `[default]\nca_bundle = ${caBundle}\n`,
        env: { ...keys, HTTPS_PROXY: proxy },
      });
      expect(ofProfile).include({ code: 0, stderr: '' });
    } finally {
      await close();
    }
  });

  it('says which CA bundle can not be read', async () => {
    const env = { AWS_ACCESS_KEY_ID: 'env', AWS_SECRET_ACCESS_KEY: 's', AWS_CA_BUNDLE: '/nowhere/ca.pem' };
    const { code, stderr } = await run(['jobs', '--endpoint-url', 'https://127.0.0.1:1'], { env });
    expect(code).equal(2);
    expect(stderr).match(/^stepstream: AWS_CA_BUNDLE: the CA bundle can't be read: ENOENT[^\n]*ca\.pem/);
  });

  it('asks for an MFA code once, and assumes the role with it', async () => {
    const { openAccount } = await import('../../../src/cli/account/openAccount.js');
    const { systemTime } = await import('../../../src/core/time.js');
    const folder = mkdtempSync(join(tmpdir(), 'stepstream-mfa-'));
    writeFileSync(join(folder, 'config'), MFA);
    const asked: string[] = [];
    const { client, dispose } = await openAccount(
      { profile: 'mfa', region: 'eu-west-1' },
      {
        env: {
          AWS_CONFIG_FILE: join(folder, 'config'),
          AWS_SHARED_CREDENTIALS_FILE: join(folder, 'none'),
          AWS_ENDPOINT_URL: server.endpoint,
        },
        time: systemTime,
        askCode: serial => {
          asked.push(serial);
          return Promise.resolve('123456');
        },
      },
    );
    const { ListInferenceRecommendationsJobsCommand } = await import('@aws-sdk/client-sagemaker');
    await client.send(new ListInferenceRecommendationsJobsCommand({}));
    dispose();
    rmSync(folder, { recursive: true });
    expect(asked).deep.equal(['arn:aws:iam::123456789012:mfa/me']);
    expect(server.requests.map(({ key, asked: operation }) => [operation, key])).deep.equal([
      ['AssumeRole', 'base'],
      ['sagemaker', 'admin-by-base'],
    ]);
    const { form } = server.requests[0]!;
    expect(Object.fromEntries(form)).include({
      TokenCode: '123456',
      SerialNumber: 'arn:aws:iam::123456789012:mfa/me',
      DurationSeconds: '1800',
      ExternalId: 'outside',
    });
  });
});
