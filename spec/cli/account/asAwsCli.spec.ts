import { expect } from 'chai';
import { runInEnvironment } from '../support/runCommand.js';
import { ROWS, type Row } from './rows.js';
import { startSignatureServer, type SignatureServer } from './signatures.js';
import { rowFiles } from './rowFiles.js';

describe('the account and the region', () => {
  const files = rowFiles();
  let server: SignatureServer;
  before(async () => {
    server = await startSignatureServer();
  });
  after(async () => {
    files.remove();
    await server.close();
  });
  // What `environmentOf` sets by default is for the row to say.
  const unset = { AWS_REGION: undefined, AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined };
  const environment = (row: Row): NodeJS.ProcessEnv => ({
    ...unset,
    ...files.environment(row, server.endpoint),
  });

  for (const row of ROWS) {
    const { what, flags = [], result } = row;
    it(`are those of aws-cli 2 with ${what}`, async () => {
      const { code, stderr } = await runInEnvironment(['jobs', ...flags], { env: environment(row) });
      if (result instanceof RegExp) {
        expect([server.signed(), code]).satisfies(([at, exit]: unknown[]) => at === undefined && exit !== 0);
        expect(stderr)
          .match(result)
          .match(/^[^\n]+\n$/);
        return;
      }
      expect([server.signed(), code, stderr]).deep.equal([result, 0, '']);
    });
  }
});
