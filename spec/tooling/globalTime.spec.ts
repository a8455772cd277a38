import { expect } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { globalTimeUses } from './globalTimeUses.js';

const src = join(import.meta.dirname, '../../src');

/** Files, and folders, that may use the clocks, timers and randomness of the machine; and why. */
const ALLOWED: readonly (readonly [path: string, reason: string])[] = [
  ['core/time.ts', 'is the port by which everything else gets them'],
  ['page/jobPage.ts', 'is the program itself: it draws once a frame, and the time once a second'],
  ['page/fleet.ts', 'is the program itself: it draws once a frame'],
  [
    'page/pageSources.ts',
    'joins the sources of the program: the list of jobs is read again every few seconds',
  ],
];

const cases: readonly (readonly [text: string, uses: readonly string[]])[] = [
  ['setTimeout(run, 5)', ['setTimeout']],
  ['const later = setInterval;', ['setInterval']],
  ['globalThis.setImmediate(run)', ['setImmediate']],
  ['`at ${Date.now()}`', ['Date.now']],
  ['[new Date(), new Date, Date(), globalThis.Date()]', ['new Date()', 'new Date()', 'Date()', 'Date()']],
  ['performance.timeOrigin + performance?.now()', ['performance.timeOrigin', 'performance.now']],
  ['list.map(Math.random)', ['Math.random']],
  ['crypto.randomUUID(); crypto.getRandomValues(a)', ['crypto.randomUUID', 'crypto.getRandomValues']],
  ['process.hrtime.bigint(); AbortSignal.timeout(5)', ['process.hrtime', 'AbortSignal.timeout']],
  [`import { setTimeout as sleep } from 'node:timers/promises'`, ['node:timers/promises']],
  [`import * as t from 'timers'; await import('node:timers')`, ['timers', 'node:timers']],
  [`import { performance } from 'node:perf_hooks'`, ['node:perf_hooks']],
  [`import { randomBytes } from 'node:crypto'`, ['randomBytes of node:crypto']],
  [`import { of, timer as t } from 'rxjs'`, ['timer of rxjs']],
  [`import { debounceTime } from 'rxjs'`, ['debounceTime of rxjs']],
  // What is none of these.
  ['time.setTimeout(5); time.random(); world.now()', []],
  ['const fake = { setTimeout: 1 }; interface Port { setTimeout: () => void }', []],
  ['new Date(5); Date.parse(text); Math.max(1, 2); performance.mark', []],
  [`// setTimeout(run)\n const text = 'Date.now()';`, []],
  [`import { map, of, take } from 'rxjs'; import { createHash } from 'node:crypto'`, []],
];

describe('time and randomness come in as arguments', () => {
  for (const [text, uses] of cases)
    it(`${uses.length > 0 ? `finds ${uses.join(', ')}` : 'finds nothing'} in: ${text}`, () => {
      expect(globalTimeUses(text)).deep.equal(uses);
    });

  const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .map(path => path.replaceAll('\\', '/'))
    .filter(path => path.endsWith('.ts'));
  const allowedBy = (path: string): string | undefined =>
    ALLOWED.find(([allowed]) => path === allowed || (allowed.endsWith('/') && path.startsWith(allowed)))?.[0];
  const usesOf = new Map<string, readonly string[]>();
  before(() => {
    for (const path of files) usesOf.set(path, globalTimeUses(readFileSync(join(src, path), 'utf8')));
  });

  it('in every file of src but those that have a reason', () => {
    const found = files
      .filter(path => allowedBy(path) === undefined)
      .flatMap(path => usesOf.get(path)!.map(use => `${path}: ${use}`));
    expect(found).deep.equal([]);
  });

  it('and none of the reasons is out of date', () => {
    const needed = new Set(files.filter(path => usesOf.get(path)!.length > 0).map(allowedBy));
    expect(ALLOWED.filter(([allowed]) => !needed.has(allowed))).deep.equal([]);
  });
});
