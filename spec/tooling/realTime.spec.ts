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

/** Files that may read a clock, and what for. None of them asserts that something took at most so long. */
const MAY_READ_A_CLOCK: Readonly<Record<string, string>> = {
  'spec/support/fakeClock.ts': 'remembers the real clock, to put it back',
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

  it('list nobody who no longer reads a clock', () => {
    const stale = Object.keys(MAY_READ_A_CLOCK).filter(
      path => findings(readFileSync(join(root, path), 'utf8')).length === 0,
    );
    expect(stale).deep.equal([]);
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
