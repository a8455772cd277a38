import { expect } from 'chai';
import * as codecs from '../../src/codecs.js';
import { Codec } from '../../src/decode/codec.js';

describe('stepstream/codecs', () => {
  it('offers the codecs, what they are made of, and their error', () => {
    const codecNames = Object.entries<unknown>(codecs)
      .filter(([, one]) => one instanceof Codec)
      .map(([name]) => name);
    expect(codecNames.sort()).deep.equal([
      'EndpointConfiguration',
      'EndpointMetrics',
      'EnvironmentParameter',
      'InferenceBenchmark',
      'Job',
      'JobSummary',
      'Metrics',
      'ModelConfiguration',
      'Numeric',
      'ServerlessConfig',
      'Step',
      'Text',
      'Time',
    ]);
    const others = Object.keys(codecs).filter(name => !codecNames.includes(name));
    expect(others.sort()).deep.equal([
      'Codec',
      'DecodeError',
      'FAILED',
      'decodeStep',
      'describeFault',
      'list',
      'struct',
    ]);
  });
});
