import { expect } from 'chai';
import { program } from '../../src/cli/program.js';
import { fakeHost } from './support/fakeHost.js';

const { commands } = program(fakeHost(), () => Promise.resolve());
const flags = commands.flatMap(command =>
  command.options.map(({ long, description }) => ({
    command: command.name(),
    long: long ?? '',
    description,
  })),
);

describe('the flags of the command', () => {
  it('are explained on their own', () => {
    for (const { command, long, description } of flags) {
      expect(description, `${command} ${long}`).match(/^[A-Za-z][\w-]+ \S/);
      expect(description, `${command} ${long}`).not.match(
        /likewise|the same|^(the|so|how|only|where|what's) /,
      );
    }
  });
});
