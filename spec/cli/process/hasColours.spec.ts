import { expect } from 'chai';
import { WriteStream } from 'node:tty';
import { hasColours } from '../../../src/cli/process/hasColours.js';
import type { Environment } from '../../../src/cli/process/host.js';

const { hasColors, getColorDepth } = WriteStream.prototype;
const terminal = { isTTY: true, hasColors, getColorDepth };
const pipe = {};
const at = (env: Environment): readonly [terminal: boolean, pipe: boolean] => [
  hasColours(terminal, { TERM: 'xterm-256color', ...env }),
  hasColours(pipe, env),
];

describe('colours', () => {
  it('are those of a terminal that has some', () => {
    expect(at({})).deep.equal([true, false]);
    expect(at({ TERM: 'dumb' })).deep.equal([false, false]);
  });

  it('are switched on by FORCE_COLOR, in a pipe too, with the values that Node knows', () => {
    for (const value of ['', '1', 'true', '2', '3']) {
      expect(at({ FORCE_COLOR: value, TERM: 'dumb' }), value).deep.equal([true, true]);
      // As Node reads it.
      expect(terminal.hasColors({ FORCE_COLOR: value }), value).true;
    }
    for (const value of ['0', 'false', 'no', '4'])
      expect(at({ FORCE_COLOR: value }), value).deep.equal([false, false]);
  });

  it('are switched off by NO_COLOR, unless FORCE_COLOR says otherwise', () => {
    expect(at({ NO_COLOR: '1' })).deep.equal([false, false]);
    expect(at({ NO_COLOR: '' })).deep.equal([true, false]);
    expect(at({ NO_COLOR: '1', FORCE_COLOR: '1' })).deep.equal([true, true]);
  });

  it('are switched on by CLICOLOR_FORCE, which counts less than the others', () => {
    expect(at({ CLICOLOR_FORCE: '1' })).deep.equal([true, true]);
    expect(at({ CLICOLOR_FORCE: '0' })).deep.equal([true, false]);
    expect(at({ CLICOLOR_FORCE: '1', NO_COLOR: '1' })).deep.equal([false, false]);
    expect(at({ CLICOLOR_FORCE: '1', FORCE_COLOR: '0' })).deep.equal([false, false]);
  });
});
