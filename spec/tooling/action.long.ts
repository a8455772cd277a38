import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { runStep } from './actionSteps.js';

const root = join(import.meta.dirname, '../..');

describe('the step Install of action.yml', function () {
  this.timeout(900_000);

  it('makes a command of a checkout, once', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'stepstream-install-'));
    try {
      const actionPath = join(folder, 'checkout');
      const left = ['.git', 'coverage', 'dist', 'node_modules', 'reports'].map(name => join(root, name));
      cpSync(root, actionPath, { recursive: true, filter: path => !left.includes(path) });
      const first = await runStep('Install', folder, {
        actionPath,
        env: { NODE_ENV: 'production' },
        deadlineMs: 540_000,
      });
      expect(first.code, first.log).equal(0);
      const command = join(actionPath, 'dist/cli/stepstream.js');
      const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
      const said = execFileSync(process.execPath, [command, '--version'], { encoding: 'utf8' });
      expect(said.trim()).equal(version);
      const { mtimeMs } = statSync(command);
      expect(await runStep('Install', folder, { actionPath })).include({ code: 0, log: '' });
      expect(statSync(command).mtimeMs).equal(mtimeMs);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
