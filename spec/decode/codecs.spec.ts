import { expect } from 'chai';
import * as codecs from '../../src/codecs.js';
import { Codec } from '../../src/decode/codec.js';

describe('stepstream/codecs', () => {
  it('offers the codecs, what they are made of, and their error', () => {
    const codecNames = Object.entries<unknown>(codecs)
      .filter(([, one]) => one instanceof Codec)
      .map(([name]) => name);
    expect(codecNames.sort()).deep.equal([
      ...['AIBenchmarkJob', 'AIBenchmarkJobSummary', 'AIJobList', 'AIRecommendation', 'AIRecommendationJob'],
      ...['AIRecommendationJobSummary'],
      ...['BeatMessage', 'ByeMessage', 'CatchUpMessage', 'ClientMessage', 'Count', 'DoneEvent'],
      ...['EndpointConfiguration', 'EndpointMetrics', 'EnvironmentParameter', 'ErrorMessage', 'EventMessage'],
      ...[
        'Figures',
        'Flag',
        'FleetMessage',
        'FleetRow',
        'FreshEvent',
        'HelloMessage',
        'InferenceBenchmark',
        'Job',
        'JobEvent',
        'JobList',
      ],
      ...['JobSummary', 'KeyedStep', 'KnownState', 'Metrics', 'ModelConfiguration', 'Numeric', 'Prices'],
      ...['ServerMessage'],
      ...['ServerlessConfig', 'SnapshotMessage', 'StaleEvent', 'Step', 'StepEvent', 'SyncedEvent', 'Text'],
      ...['Time', 'WatchEvent', 'WatchState', 'WatchedJob'],
    ]);
    const others = Object.keys(codecs).filter(name => !codecNames.includes(name));
    expect(others.sort()).deep.equal([
      ...['Codec', 'DecodeError', 'FAILED', 'ProtocolError', 'createReplica', 'decodeStep', 'describeFault'],
      ...[
        'formatPosition',
        'list',
        'parsePosition',
        'recommendationSteps',
        'record',
        'struct',
        'tagged',
        'word',
      ],
    ]);
  });
});
