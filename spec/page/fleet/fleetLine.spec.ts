import { expect } from 'chai';
import type { FleetRow } from '../../../src/core/fleet.js';
import { fleetLine, type FleetLine } from '../../../src/page/fleet/fleetLine.js';
import { isFound, orderedBy, sortEnded, sortRunning } from '../../../src/page/fleet/fleetOrder.js';
import { fleetNews, fleetSums, fleetTitle } from '../../../src/page/fleet/fleetWords.js';

const NOW = Date.UTC(2026, 0, 15, 9);
const at = (minutes: number): Date => new Date(NOW + minutes * 60_000);
const row = (jobName: string, said: Partial<FleetRow> = {}): FleetRow => ({
  ...{ jobName, status: 'IN_PROGRESS', createdAt: at(-60) },
  ...said,
});
const line = (jobName: string, said: Partial<FleetRow> = {}): FleetLine =>
  fleetLine(row(jobName, said), NOW, 0);
const names = (lines: readonly FleetLine[]): readonly string[] => lines.map(({ name }) => name);

describe('a line of the fleet', () => {
  it('says how far a job is, how long it goes on, what is best and what failed', () => {
    const shown = line('nightly', {
      ...{ done: 12, total: 40, endsAt: at(25) },
      best: { label: 'ml.inf1.xlarge', metric: 'CostPerInference', value: 2.8e-7 },
      failures: [
        { cause: 'outOfMemory', count: 2 },
        { cause: 'capacity', count: 1 },
        { cause: 'quota', count: 1 },
      ],
    });
    expect(shown).include({
      ...{ tests: '12 of 40', time: 'about 25 min', best: 'ml.inf1.xlarge', figure: '$0.280 a million' },
      ...{ failed: 4, causes: 'Out of memory, No capacity, others', word: '', href: '?job=nightly' },
    });
    expect(shown.shares).deep.equal({ completed: 0.2, failed: 0.1 });
  });

  it('claims nothing that isn’t known', () => {
    expect(line('j')).include({ tests: '–', time: '–', best: '–', figure: '', causes: '', stale: '' });
    expect(line('j', { done: 3 })).include({ tests: '3 done', time: '–', shares: undefined });
    expect(line('j', { done: 1, total: 2, maxTotal: 4, endsAt: at(9) })).include({
      ...{ tests: '1 of 2 to 4', time: 'at least 9 min' },
    });
    expect(line('j', { done: 4, total: 4, endsAt: at(-1) }).time).equal('wrapping up');
    const unknown = {
      best: { label: 'x', metric: 'Later', value: 1 },
      failures: [{ cause: 'later', count: 1 }],
    };
    expect(line('j', unknown)).include({ best: 'x', figure: '', causes: 'Failed' });
  });

  it('says how a job that has ended did', () => {
    const ended = line('j', { status: 'FAILED', endedAt: at(-20), reason: 'No role.' });
    expect(ended).include({ hasEnded: true, word: 'failed', time: '40 min, 20 min ago', causes: 'No role.' });
    expect(ended.shares).equal(undefined);
    expect(line('j', { status: 'COMPLETED', endedAt: at(0) }).time).equal('1 h, just now');
  });

  it('shows AI jobs by kind, with their recommendations', () => {
    const name = 'ai-recommendation-job/chat';
    expect(line(name)).include({ name: 'chat', kind: 'AI recommendation', tests: 'no progress shown' });
    expect(line(name).href).equal('?job=ai-recommendation-job%2Fchat');
    const best = { label: 'ml.g6.xlarge', metric: 'OutputTokenThroughput', value: 1_893 };
    expect(line(name, { results: 3, best })).include({
      ...{ tests: '3 recommendations', figure: '1,893 tokens a second' },
    });
    expect(line(name, { best: { ...best, metric: 'TimeToFirstToken', value: 94 } }).figure).equal(
      '94 ms to the first token',
    );
  });

  it('tells times of this machine, where the gateway’s clock is ahead', () => {
    const here = fleetLine(row('j', { staleSince: at(-5) }), NOW, 60_000);
    expect(here.stale).equal(fleetLine(row('j', { staleSince: at(-6) }), NOW, 0).stale);
    expect(here.stale).match(/^stale since /);
  });
});

describe('the order of the fleet', () => {
  const lines = [
    line('old', { createdAt: at(-90), done: 9, total: 10, endsAt: at(5) }),
    line('new', { createdAt: at(-1) }),
    line('mid', {
      ...{ createdAt: at(-30), done: 2, total: 10, endsAt: at(50) },
      failures: [{ cause: 'quota', count: 1 }],
    }),
  ];

  it('is the newest first, and by the heads, with what isn’t known last', () => {
    expect(names(sortRunning(lines, undefined))).deep.equal(['new', 'mid', 'old']);
    for (const [column, direction, expected] of [
      ['name', 'ascending', ['mid', 'new', 'old']],
      ['left', 'ascending', ['old', 'mid', 'new']],
      ['left', 'descending', ['mid', 'old', 'new']],
      ['failed', 'descending', ['mid', 'new', 'old']],
      ['progress', 'descending', ['old', 'mid', 'new']],
    ] as const)
      expect(names(sortRunning(lines, { column, direction })), `${column} ${direction}`).deep.equal(expected);
  });

  it('goes one way, the other way, and back with each click', () => {
    const first = orderedBy('failed', undefined);
    expect(first).deep.equal({ column: 'failed', direction: 'descending' });
    expect(orderedBy('failed', first)).deep.equal({ column: 'failed', direction: 'ascending' });
    expect(orderedBy('failed', orderedBy('failed', first))).equal(undefined);
    expect(orderedBy('name', first)).deep.equal({ column: 'name', direction: 'ascending' });
  });

  it('has the latest end first of those that have ended', () => {
    const [early, late] = [-20, -10].map(end =>
      line(`j${String(end)}`, { status: 'COMPLETED', endedAt: at(end) }),
    );
    expect(sortEnded([early!, late!])).deep.equal([late, early]);
  });

  it('finds jobs by parts of their names', () => {
    expect([isFound(line('Nightly-BERT-2'), 'bert night'), isFound(line('Nightly'), 'bert')]).deep.equal([
      true,
      false,
    ]);
  });
});

describe('the words of the fleet', () => {
  const rows = [
    row('a', { done: 12, total: 40, failures: [{ cause: 'quota', count: 2 }] }),
    row('b', { done: 3, total: 10 }),
    row('c', { status: 'COMPLETED', done: 5, total: 5 }),
  ];

  it('sum the running jobs up', () => {
    expect([fleetTitle(rows), fleetSums(rows)]).deep.equal([
      '2 jobs running',
      '15 of 50 tests done, 2 failed',
    ]);
    expect(fleetSums([...rows, row('d', { done: 1 })])).equal('16 tests done, 2 failed');
    expect([fleetTitle([]), fleetSums([])]).deep.equal(['No job is running', '']);
  });

  it('announce what begins and ends, by number where it is much', () => {
    const of = (...some: readonly FleetRow[]): ReadonlyMap<string, FleetRow> =>
      new Map(some.map(one => [one.jobName, one]));
    expect(fleetNews(of(row('a')), of(row('a', { status: 'FAILED' }), row('b')))).equal(
      'b has begun. a has ended: failed.',
    );
    expect(fleetNews(of(...rows), of(...rows))).equal('');
    expect(fleetNews(of(), of(...['a', 'b', 'c', 'd'].map(name => row(name))))).equal('4 jobs have begun.');
  });
});
