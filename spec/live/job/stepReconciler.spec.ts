import { expect } from 'chai';
import type { Step } from '../../../src/core/step.js';
import { stepReconciler } from '../../../src/live/job/stepReconciler.js';
import type { StepList } from '../../../src/live/job/listAllSteps.js';
import { bad, pending, priced, step } from '../../support/steps.js';

const sweep = (steps: readonly Step[], more: Partial<StepList> = {}): StepList => ({
  steps,
  pages: 1,
  bad: [],
  ...more,
});
const two = { pages: 2 };
const a = step('a', { Status: 'IN_PROGRESS' });
const A = step('a');
const b = step('b');
const failed: Step = { ...pending, Status: 'FAILED' };

/** What each sweep changes: `+key`, `~key` and `-key`, and `?` where it leaves a doubt. */
function ledgerOf() {
  const ledger = stepReconciler('job');
  return (...sweeps: readonly StepList[]): readonly string[] =>
    sweeps.map(one => {
      const { events, doubt } = ledger.take(one);
      const signs = { added: '+', updated: '~', removed: '-' };
      return [...events.map(({ change, key }) => signs[change] + key), ...(doubt ? ['?'] : [])].join(' ');
    });
}

const NAMELESS = '[null,null,[],null]';

describe('stepReconciler', () => {
  it('tells what came and what changed, in the order of the list, and nothing without a change', () => {
    const take = ledgerOf();
    expect(take(sweep([a]), sweep([a]), sweep([b, A]), sweep([A, b]))).deep.equal(['+a', '', '+b ~a', '']);
  });

  it('says the step, the one before it and the paths of what changed', () => {
    const ledger = stepReconciler('job');
    const [added] = ledger.take(sweep([a])).events;
    expect(added).deep.equal({
      type: 'step',
      jobName: 'job',
      change: 'added',
      key: 'a',
      step: a,
      changed: [],
    });
    const now = priced('a', 0.5);
    const [updated] = ledger.take(sweep([now])).events;
    expect(updated).deep.equal({
      type: 'step',
      jobName: 'job',
      change: 'updated',
      key: 'a',
      step: now,
      previous: a,
      changed: ['Status', 'InferenceBenchmark.Metrics'],
    });
  });

  it('follows metrics that get worse', () => {
    expect(ledgerOf()(sweep([priced('a', 1)]), sweep([priced('a', 2)]))).deep.equal(['+a', '~a']);
  });

  it('counts steps without an endpoint, and keeps their keys when they get one', () => {
    const take = ledgerOf();
    expect(take(sweep([pending, pending]))).deep.equal([`+${NAMELESS}#0 +${NAMELESS}#1`]);
    const bare = step('a', { Status: 'PENDING' });
    expect(take(sweep([bare, pending]), sweep([{ ...bare, Status: 'IN_PROGRESS' }, pending]))).deep.equal([
      `~${NAMELESS}#0`,
      `~${NAMELESS}#0`,
    ]);
  });

  it('never gives a key away again', () => {
    const take = ledgerOf();
    take(sweep([pending]), sweep([]), sweep([]));
    expect(take(sweep([pending]))).deep.equal([`+${NAMELESS}#1`]);
  });

  it('shows a step once that the list shows twice: as it was asked later', () => {
    const take = ledgerOf();
    expect(take(sweep([a, b, A], two))).deep.equal(['+a +b']);
    expect(take(sweep([A, b]))).deep.equal(['']);
  });

  it('shows what is further where the second of two is behind', () => {
    const take = ledgerOf();
    take(sweep([A, a], two));
    expect(take(sweep([A]))).deep.equal(['']);
  });

  it('believes that a step is gone when two lists in a row lack it', () => {
    const take = ledgerOf();
    expect(take(sweep([a, b]), sweep([b]), sweep([b]))).deep.equal(['+a +b', '?', '-a']);
    expect(take(sweep([b]))).deep.equal(['']);
  });

  it('forgets the doubt where the step is there again', () => {
    expect(ledgerOf()(sweep([a, b]), sweep([b]), sweep([a, b]), sweep([b]))).deep.equal([
      '+a +b',
      '?',
      '',
      '?',
    ]);
  });

  it('believes that a step went back when two lists in a row say so', () => {
    expect(ledgerOf()(sweep([A]), sweep([a]), sweep([A]), sweep([a]), sweep([a]))).deep.equal([
      '+a',
      '?',
      '',
      '?',
      '~a',
    ]);
  });

  it('believes that a step is back after it was gone when two lists in a row show it', () => {
    const take = ledgerOf();
    take(sweep([a, b]), sweep([b]), sweep([b]));
    expect(take(sweep([a, b]), sweep([b]), sweep([a, b]), sweep([a, b]))).deep.equal(['?', '', '?', '+a']);
  });

  it('believes in one more step without an endpoint when two lists of several pages in a row show it', () => {
    const take = ledgerOf();
    expect(take(sweep([pending]), sweep([pending, pending], two), sweep([pending], two))).deep.equal([
      `+${NAMELESS}#0`,
      '?',
      '',
    ]);
    const more = [pending, pending, pending];
    expect(take(sweep([pending, pending], two), sweep(more, two), sweep(more, two))).deep.equal([
      '?',
      `+${NAMELESS}#1 ?`,
      `+${NAMELESS}#2`,
    ]);
  });

  it('believes in it at once where the list has one page and lacks no step like it', () => {
    const take = ledgerOf();
    expect(take(sweep([pending]), sweep([pending, pending]))).deep.equal([
      `+${NAMELESS}#0`,
      `+${NAMELESS}#1`,
    ]);
    // The step of an endpoint is lacking: this may be that step, as it was before it got one.
    const next = ledgerOf();
    expect(next(sweep([a]), sweep([pending]), sweep([a]))).deep.equal(['+a', '?', '']);
  });

  it('takes the first sweep as it is', () => {
    expect(ledgerOf()(sweep([pending, pending], two))).deep.equal([`+${NAMELESS}#0 +${NAMELESS}#1`]);
  });

  it('keeps a step that may be one of those that can not be decoded', () => {
    const badOf = (EndpointName: string) => ({
      ...bad,
      InferenceBenchmark: { EndpointConfiguration: { EndpointName } },
    });
    const take = ledgerOf();
    take(sweep([a, b]));
    const hidden = sweep([b], { bad: [badOf('a')] });
    expect(take(hidden, hidden, hidden)).deep.equal(['', '', '']);
    const other = sweep([b], { bad: [badOf('c')] });
    expect(take(other, other)).deep.equal(['?', '-a']);
    const any = sweep([], { bad: [bad] });
    expect(take(any, any)).deep.equal(['', '']);
  });

  it('keeps a step without an endpoint that may have got one and can not be decoded', () => {
    const stranger = { InferenceBenchmark: { EndpointConfiguration: { EndpointName: 'new' } } };
    const take = ledgerOf();
    take(sweep([a, pending]));
    const hidden = sweep([a], { bad: [stranger] });
    expect(take(hidden, hidden)).deep.equal(['', '']);
    const known = sweep([], {
      bad: [{ InferenceBenchmark: { EndpointConfiguration: { EndpointName: 'a' } } }],
    });
    expect(take(known, known)).deep.equal(['?', `-${NAMELESS}#0`]);
  });

  it('keeps one that failed without an endpoint apart from one that goes on', () => {
    const take = ledgerOf();
    take(sweep([failed, pending]));
    expect(take(sweep([failed, a]))).deep.equal([`~${NAMELESS}#1`]);
  });

  it('knows whether any step may still change', () => {
    const ledger = stepReconciler('job');
    expect(ledger.running()).equal(false);
    ledger.take(sweep([A, a]));
    ledger.take(sweep([A, { ...b, Status: 'ARCHIVED' }]));
    expect(ledger.running()).equal(true);
    ledger.take(sweep([A, b]));
    expect(ledger.running()).equal(false);
  });
});
