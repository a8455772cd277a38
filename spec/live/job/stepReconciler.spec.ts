import { expect } from 'chai';
import type { Step } from '../../../src/core/step.js';
import { stepReconciler } from '../../../src/live/job/stepReconciler.js';
import type { StepList } from '../../../src/live/job/listAllSteps.js';
import { bad, pending, priced, step } from '../../support/steps.js';

const list = (steps: readonly Step[], more: Partial<StepList> = {}): StepList => ({
  steps,
  pages: 1,
  invalid: [],
  ...more,
});
const two = { pages: 2 };
const a = step('a', { Status: 'IN_PROGRESS' });
const A = step('a');
const b = step('b');
const failed: Step = { ...pending, Status: 'FAILED' };

/** What each list changes: `+key`, `~key` and `-key`, and `?` where it leaves a unconfirmed. */
function reconcilerOf() {
  const reconciler = stepReconciler('job');
  return (...lists: readonly StepList[]): readonly string[] =>
    lists.map(one => {
      const { events, unconfirmed } = reconciler.apply(one);
      const signs = { added: '+', updated: '~', removed: '-' };
      return [...events.map(({ change, key }) => signs[change] + key), ...(unconfirmed ? ['?'] : [])].join(
        ' ',
      );
    });
}

const NAMELESS = '[null,null,[],null]';

describe('stepReconciler', () => {
  it('emits added and updated steps in the order of the list, and nothing without a change', () => {
    const take = reconcilerOf();
    expect(take(list([a]), list([a]), list([b, A]), list([A, b]))).deep.equal(['+a', '', '+b ~a', '']);
  });

  it('keeps the key of a step whose model turns out to be compiled', () => {
    const take = reconcilerOf();
    const nameless: Step = { ...pending, InferenceBenchmark: { ModelConfiguration: {} } };
    const compiled: Step = {
      ...pending,
      InferenceBenchmark: { ModelConfiguration: { CompilationJobName: 'c' } },
    };
    const started = step('a', { Status: 'IN_PROGRESS', ModelConfiguration: { CompilationJobName: 'c' } });
    expect(
      take(list([nameless, nameless]), list([nameless, compiled]), list([nameless, started])),
    ).deep.equal([`+${NAMELESS}#0 +${NAMELESS}#1`, `~${NAMELESS}#1`, `~${NAMELESS}#1`]);
  });

  it('emits the step, the previous one and the paths of the changes', () => {
    const reconciler = stepReconciler('job');
    const [added] = reconciler.apply(list([a])).events;
    expect(added).deep.equal({
      type: 'step',
      jobName: 'job',
      change: 'added',
      key: 'a',
      step: a,
      changed: [],
    });
    const now = priced('a', 0.5);
    const [updated] = reconciler.apply(list([now])).events;
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
    expect(reconcilerOf()(list([priced('a', 1)]), list([priced('a', 2)]))).deep.equal(['+a', '~a']);
  });

  it('counts steps without an endpoint, and keeps their keys when they get one', () => {
    const take = reconcilerOf();
    expect(take(list([pending, pending]))).deep.equal([`+${NAMELESS}#0 +${NAMELESS}#1`]);
    const bare = step('a', { Status: 'PENDING' });
    expect(take(list([bare, pending]), list([{ ...bare, Status: 'IN_PROGRESS' }, pending]))).deep.equal([
      `~${NAMELESS}#0`,
      `~${NAMELESS}#0`,
    ]);
  });

  it('never uses a key again', () => {
    const take = reconcilerOf();
    take(list([pending]), list([]), list([]));
    expect(take(list([pending]))).deep.equal([`+${NAMELESS}#1`]);
  });

  it('applies a step once that the list has twice: the later one', () => {
    const take = reconcilerOf();
    expect(take(list([a, b, A], two))).deep.equal(['+a +b']);
    expect(take(list([A, b]))).deep.equal(['']);
  });

  it('applies the later status where the second of two has an earlier one', () => {
    const take = reconcilerOf();
    take(list([A, a], two));
    expect(take(list([A]))).deep.equal(['']);
  });

  it('removes a step when two lists in a row lack it', () => {
    const take = reconcilerOf();
    expect(take(list([a, b]), list([b]), list([b]))).deep.equal(['+a +b', '?', '-a']);
    expect(take(list([b]))).deep.equal(['']);
  });

  it('keeps a step that is back in the next list', () => {
    expect(reconcilerOf()(list([a, b]), list([b]), list([a, b]), list([b]))).deep.equal([
      '+a +b',
      '?',
      '',
      '?',
    ]);
  });

  it('applies an earlier status when two lists in a row have it', () => {
    expect(reconcilerOf()(list([A]), list([a]), list([A]), list([a]), list([a]))).deep.equal([
      '+a',
      '?',
      '',
      '?',
      '~a',
    ]);
  });

  it('adds a removed step again when two lists in a row have it', () => {
    const take = reconcilerOf();
    take(list([a, b]), list([b]), list([b]));
    expect(take(list([a, b]), list([b]), list([a, b]), list([a, b]))).deep.equal(['?', '', '?', '+a']);
  });

  it('adds one more step without an endpoint when two lists of several pages in a row have it', () => {
    const take = reconcilerOf();
    expect(take(list([pending]), list([pending, pending], two), list([pending], two))).deep.equal([
      `+${NAMELESS}#0`,
      '?',
      '',
    ]);
    const more = [pending, pending, pending];
    expect(take(list([pending, pending], two), list(more, two), list(more, two))).deep.equal([
      '?',
      `+${NAMELESS}#1 ?`,
      `+${NAMELESS}#2`,
    ]);
  });

  it('adds it at once where the list has one page and lacks no step like it', () => {
    const take = reconcilerOf();
    expect(take(list([pending]), list([pending, pending]))).deep.equal([`+${NAMELESS}#0`, `+${NAMELESS}#1`]);
    // The step of an endpoint is lacking: this may be that step, as it was before it got one.
    const next = reconcilerOf();
    expect(next(list([a]), list([pending]), list([a]))).deep.equal(['+a', '?', '']);
  });

  it('applies the first list as it is', () => {
    expect(reconcilerOf()(list([pending, pending], two))).deep.equal([`+${NAMELESS}#0 +${NAMELESS}#1`]);
  });

  it('keeps a step that may be one of those that can not be decoded', () => {
    const badOf = (EndpointName: string) => ({
      ...bad,
      InferenceBenchmark: { EndpointConfiguration: { EndpointName } },
    });
    const take = reconcilerOf();
    take(list([a, b]));
    const hidden = list([b], { invalid: [badOf('a')] });
    expect(take(hidden, hidden, hidden)).deep.equal(['', '', '']);
    const other = list([b], { invalid: [badOf('c')] });
    expect(take(other, other)).deep.equal(['?', '-a']);
    const any = list([], { invalid: [bad] });
    expect(take(any, any)).deep.equal(['', '']);
  });

  it('keeps a step without an endpoint that may have got one and can not be decoded', () => {
    const stranger = { InferenceBenchmark: { EndpointConfiguration: { EndpointName: 'new' } } };
    const take = reconcilerOf();
    take(list([a, pending]));
    const hidden = list([a], { invalid: [stranger] });
    expect(take(hidden, hidden)).deep.equal(['', '']);
    const known = list([], {
      invalid: [{ InferenceBenchmark: { EndpointConfiguration: { EndpointName: 'a' } } }],
    });
    expect(take(known, known)).deep.equal(['?', `-${NAMELESS}#0`]);
  });

  it('keeps one that failed without an endpoint apart from one that goes on', () => {
    const take = reconcilerOf();
    take(list([failed, pending]));
    expect(take(list([failed, a]))).deep.equal([`~${NAMELESS}#1`]);
  });

  it('knows whether any step may still change', () => {
    const reconciler = stepReconciler('job');
    expect(reconciler.running()).equal(false);
    reconciler.apply(list([A, a]));
    reconciler.apply(list([A, { ...b, Status: 'ARCHIVED' }]));
    expect(reconciler.running()).equal(true);
    reconciler.apply(list([A, b]));
    expect(reconciler.running()).equal(false);
  });
});
