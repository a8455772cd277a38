import { expect } from 'chai';
import { skip } from '../../support/skip.js';
import { startAwsCli, type AwsCli } from '../../testing/awsCli.js';
import { rowFiles } from './rowFiles.js';
import { ROWS } from './rows.js';
import { startSignatureServer, type SignatureServer } from './signatures.js';

// Each run of aws-cli takes a third of a second of a processor.
describe('the aws-cli that is installed', () => {
  const files = rowFiles();
  let server: SignatureServer;
  let aws: AwsCli | undefined;
  before(async function () {
    [server, aws] = await Promise.all([startSignatureServer(), startAwsCli(files.home)]);
    if (aws === undefined) skip(this, 'the AWS CLI is not installed');
  });
  after(async () => {
    files.remove();
    await Promise.all([server.close(), aws?.close()]);
  });

  for (const row of ROWS) {
    it(`signs as the table says with ${row.what}`, async function () {
      const version = /^aws-cli\/(\d+)\.(\d+)/.exec((await aws!.run('--version')).stdout);
      const [major, minor] = [Number(version?.[1]), Number(version?.[2])];
      const isSecond = major === 2;
      if (isSecond && minor < 13 && !(row.result instanceof RegExp) && row.result.key.includes('-by-'))
        skip(this, 'this aws-cli can not be told where AWS STS is');
      const { code } = await aws!.runIn(
        files.environment(row, server.endpoint),
        ...['sts', 'get-caller-identity', '--endpoint-url', server.endpoint, ...(row.flags ?? [])],
      );
      const expected = isSecond ? row.result : (row.awsCli1 ?? row.result);
      const isRefused = expected instanceof RegExp;
      expect([server.signed(), code === 0]).deep.equal([isRefused ? undefined : expected, !isRefused]);
    });
  }
});
