import { expect } from 'chai';
import { InvalidInputError } from '../../src/core/errors.js';
import { describeFault } from '../../src/core/decodeFault.js';
import { fromAiperf } from '../../src/decode/fromAiperf.js';

const profile = {
  schema_version: '1.0',
  request_throughput: { unit: 'requests/sec', avg: 7.5114 },
  output_token_throughput: { unit: 'tokens/sec', avg: 1893.21 },
  request_latency: {
    unit: 'ms',
    avg: 11200.5,
    p50: 11134.94,
    p99: 13762.74,
    std: 301.5,
    count: 290,
    sum: 3_248_145,
  },
  time_to_first_token: {
    unit: 'ms',
    avg: 281.2,
    p1: 201,
    p50: 269.55,
    p90: 394.81,
    min: 190.5,
    max: 512,
    count: 290,
  },
  inter_token_latency: { unit: 'us', p50: 43_380, p90: null },
  output_sequence_length: { unit: 'tokens', avg: 250 },
  input_config: { loadgen: { concurrency: 88 } },
  was_cancelled: false,
  error_summary: [],
};

describe('fromAiperf', () => {
  it('reads the figures of a profile, each in its unit, from text or as parsed', () => {
    const figures = {
      RequestThroughput: { avg: 7.5114 },
      OutputTokenThroughput: { avg: 1893.21 },
      RequestLatency: { avg: 11200.5, p50: 11134.94, p99: 13762.74, std: 301.5, sum: 3_248_145 },
      TimeToFirstToken: { avg: 281.2, p1: 201, p50: 269.55, p90: 394.81, min: 190.5, max: 512 },
      InterTokenLatency: { p50: 43.38 },
      others: [{ Metric: 'output_sequence_length', Stat: 'avg', Value: 250, Unit: 'tokens' }],
    };
    expect(fromAiperf(profile)).deep.equal(figures);
    expect(fromAiperf(JSON.stringify(profile))).deep.equal(figures);
  });

  it('names a value that is no number, and keeps what has no unit', () => {
    const bad = {
      time_to_first_token: { unit: 'ms', p50: 'NaN', p90: '' },
      request_latency: { unit: null, p50: 5 },
    };
    const { faults = [], others, ...rest } = fromAiperf(bad);
    expect(faults.map(describeFault)).deep.equal([
      'time_to_first_token.p50: expected a decimal number, got "NaN"',
      'time_to_first_token.p90: expected a decimal number, got ""',
    ]);
    expect(others).deep.equal([{ Metric: 'request_latency', Stat: 'p50', Value: 5 }]);
    expect(rest).deep.equal({});
  });

  it('refuses the history of a sweep, and says what to give', () => {
    for (const history of [{ iterations: [{ metrics: {} }] }, { best_trials: [], recipe: 'x' }])
      for (const given of [history, JSON.stringify(history)])
        expect(() => fromAiperf(given)).throw(
          InvalidInputError,
          /search_history\.json.*profile_export_aiperf\.json/,
        );
  });

  it('refuses anything else', () => {
    for (const other of ['', '{"a":', 'null', '[]', {}, [], null, undefined, 7, { a: { avg: 1 } }])
      expect(() => fromAiperf(other)).throw(InvalidInputError, /^fromAiperf: must be/);
  });
});
