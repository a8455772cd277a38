import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect } from 'chai';

const root = join(import.meta.dirname, '../..');
const self = relative(root, import.meta.filename);

/** Reads a real clock: without one no spec can assert how long something took. */
const CLOCK = /\bperformance\s*\.\s*now\b|\bDate\s*\.\s*now\b|\bhrtime\b|\bcpuUsage\b/;
/** A limit of mocha's own: that of .mocharc.json, 60 s, only finds hangs, and no spec may have a shorter one. */
const LIMIT = /\bthis\.timeout\(\s*([\d_]+)\s*[),]/;
const LEAST_LIMIT_MS = 60_000;

/** Files that may read a clock, in how many lines, and what for. None asserts that something took at most so long. */
const MAY_READ_A_CLOCK: Readonly<Record<string, readonly [lines: number, reason: string]>> = {
  'spec/api/simulatedTime.ts': [2, 'reads the fake clock that it has installed'],
  'spec/api/toStepstreamError.spec.ts': [1, 'makes a date of an hour ago'],
  'spec/boto3/differential.spec.ts': [1, 'signs a request of the simulated service now'],
  'spec/calls/connection.spec.ts': [2, 'a quota lets calls through no sooner than it may: a lower bound'],
  'spec/core/time.spec.ts': [2, 'the clocks of systemTime are those of the machine, read before and after'],
  'spec/gateway/httpServer.spec.ts': [2, 'a request gets the time that it may have: a lower bound'],
  'spec/support/cleanUp.ts': [2, 'waits up to 30 s for what is closing, and then fails'],
  'spec/support/fakeClock.ts': [6, 'remembers the real clock, to put it back'],
  'spec/support/growth.ts': [
    2,
    'compares the CPU time of work(n) with that of work(10 n): where only time shows backtracking',
  ],
  'spec/support/simulated.ts': [2, 'waits up to 60 s for a condition: a limit that only finds hangs'],
  'spec/testing/counters.spec.ts': [
    2,
    'moments that the simulator tells of lie between one read before and one after',
  ],
  'spec/testing/requests.spec.ts': [2, 'so does the date of an answer'],
  'spec/tooling/cleanUp.spec.ts': [4, 'replaces a clock, to be found out'],
  'spec/tooling/globalTime.spec.ts': [4, 'holds texts that read clocks'],
  'spec/tooling/globalTimeUses.ts': [4, 'looks for those that do in src'],
};

const files = readdirSync(join(root, 'spec'), { recursive: true, encoding: 'utf8' })
  .filter(path => path.endsWith('.ts'))
  .map(path => join('spec', path))
  .filter(path => path !== self);

/** The lines of a file that depend on the speed of the machine, with their numbers. */
function findings(text: string): string[] {
  return text.split('\n').flatMap((line, i) => {
    const code = line.replace(/(^|\s)\/\/.*$/, '');
    const limit = LIMIT.exec(code)?.[1];
    const short = limit !== undefined && Number(limit.replaceAll('_', '')) < LEAST_LIMIT_MS;
    return CLOCK.test(code) || short ? [`${String(i + 1)}: ${line.trim()}`] : [];
  });
}

describe('specs and real time', () => {
  it('assert no upper bound on it: they read no clock, but for a few with their reasons', () => {
    const found = files.flatMap(path => {
      if (path in MAY_READ_A_CLOCK) return [];
      return findings(readFileSync(join(root, path), 'utf8')).map(line => `${path}:${line}`);
    });
    expect(
      found,
      'count work instead, take time as an argument, or make the wrong outcome endless',
    ).deep.equal([]);
  });

  it('take a fake clock from spec/support/fakeClock.ts alone', () => {
    const own = files.filter(path =>
      /^import (?!type ).*'@sinonjs\/fake-timers'/m.test(readFileSync(join(root, path), 'utf8')),
    );
    expect(own).deep.equal(['spec/support/fakeClock.ts']);
  });

  it('read it in no more lines, and no fewer, than are listed with a reason', () => {
    const listed = Object.entries(MAY_READ_A_CLOCK);
    const lines = listed.map(([path]) => [path, findings(readFileSync(join(root, path), 'utf8')).length]);
    expect(lines).deep.equal(listed.map(([path, [count]]) => [path, count]));
  });

  it('are seen where they do', () => {
    const text = [
      'const start = performance.now();',
      'this.timeout(5_000);',
      'this.timeout(60_000);',
      '// not at Date.now()',
      'expect(Date.now() - start).below(100);',
      'await sleep(5);',
    ].join('\n');
    expect(findings(text).map(line => Number.parseInt(line, 10))).deep.equal([1, 2, 5]);
  });
});
