import { PassThrough } from 'node:stream';
import { expect } from 'chai';
import { askCodeAt } from '../../../src/cli/process/askCode.js';

type Process = Pick<NodeJS.Process, 'stdin' | 'stderr'>;

/** A process at a terminal, or beside one. */
function processAt(isTTY: { readonly stdin: boolean; readonly stderr: boolean }): Process & {
  readonly typed: PassThrough;
  readonly shown: PassThrough;
} {
  const [typed, shown] = [new PassThrough(), new PassThrough()];
  const stdin = Object.assign(typed, { isTTY: isTTY.stdin });
  const stderr = Object.assign(shown, { isTTY: isTTY.stderr });
  return { ...({ stdin, stderr } as unknown as Process), typed, shown };
}
const BOTH = { stdin: true, stderr: true };

describe('askCodeAt', () => {
  it('asks at a terminal, on the standard error, and takes one line', async () => {
    const terminal = processAt(BOTH);
    const code = askCodeAt(terminal)!('arn:aws:iam::123456789012:mfa/me');
    terminal.typed.write(' 123456 \nnext\n');
    expect(await code).equal('123456');
    expect(String(terminal.shown.read())).equal('MFA code for arn:aws:iam::123456789012:mfa/me: ');
  });

  it('takes the end of the input for an empty code', async () => {
    const terminal = processAt(BOTH);
    const code = askCodeAt(terminal)!('device');
    terminal.typed.end();
    expect(await code).equal('');
  });

  it('asks nobody where one of the two is no terminal', () => {
    expect(askCodeAt(processAt({ ...BOTH, stdin: false }))).equal(undefined);
    expect(askCodeAt(processAt({ ...BOTH, stderr: false }))).equal(undefined);
  });
});
