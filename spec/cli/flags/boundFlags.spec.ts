import { expect } from 'chai';
import { BOUND_FLAGS, boundsOf, boundText, flagFigure } from '../../../src/cli/flags/boundFlags.js';
import { errorLine } from '../../../src/cli/errorLine.js';
import { program } from '../../../src/cli/program.js';
import { boundCheck } from '../../../src/operators/ranking/boundCheck.js';
import { BOUND_RULES } from '../../../src/operators/ranking/bounds.js';
import { thrown } from '../../support/failure.js';
import { fakeHost } from '../support/fakeHost.js';

describe('the flags of bounds', () => {
  const best = program(fakeHost(), () => Promise.resolve()).commands.find(
    command => command.name() === 'best',
  )!;

  it('are there for each bound, and each is a flag of best', () => {
    // Prices come from a file.
    const bounds = Object.keys(BOUND_RULES).filter(name => name !== 'pricePerHour');
    expect(Object.keys(BOUND_FLAGS).sort()).deep.equal(bounds.sort());
    const flags = best.options.map(({ long }) => long);
    expect(flags).include.members(Object.values(BOUND_FLAGS));
  });

  it('become the bounds of the library, and nothing that is not given', () => {
    expect(boundsOf({})).deep.equal({});
    expect(
      boundsOf({
        maxLatencyMs: 100,
        minInvocations: 1_000,
        maxCostPerHour: 2,
        maxCostPerMillionInferences: 0.5,
        maxCpu: 300,
        maxMemory: 80,
        instances: ['ml.c5.xlarge'],
        families: ['c5'],
        endpoint: 'realtime',
        includeUnmeasured: true,
      }),
    ).deep.equal({
      maxLatencyMs: 100,
      minInvocationsPerMinute: 1_000,
      maxCostPerHour: 2,
      maxCostPerInference: 5e-7,
      maxCpuPercent: 300,
      maxMemoryPercent: 80,
      instances: ['ml.c5.xlarge'],
      families: ['c5'],
      endpoint: 'realtime',
      includeUnmeasured: true,
    });
  });

  it('are written in the unit of the flag', () => {
    expect(boundText('maxCostPerInference', 5e-7)).equal('--max-cost-per-million-inferences 0.5');
    expect(boundText('families', 'c5, c6i')).equal('--families c5, c6i');
    expect(flagFigure('maxCostPerInference', 2.8200307156112103e-7)).equal('0.282003');
    expect(flagFigure('maxCostPerHour', 0.296999990940094)).equal('0.297');
  });

  it('name what the library refuses', () => {
    for (const [bound, flag] of Object.entries(BOUND_FLAGS)) {
      // Of a connection, `endpoint` is the URL; a flag without a value can't be wrong.
      if (bound === 'endpoint' || bound === 'includeUnmeasured') continue;
      const error = thrown(() => boundCheck('rankBy.bounds', { [bound]: NaN }));
      expect(errorLine(error)).match(new RegExp(`^${flag}: must be `));
    }
  });
});
