import { expect } from 'chai';
import type { Step } from '../../../src/core/step.js';
import { stepReconciler } from '../../../src/live/job/stepReconciler.js';
import type { StepList } from '../../../src/live/job/listAllSteps.js';
import { bad, pending, priced, step } from '../../support/steps.js';

const pages = (...pages: readonly (readonly Step[])[]): StepList => ({ pages, invalid: [] });
const list = (steps: readonly Step[], more: Partial<StepList> = {}): StepList => ({
  ...pages(steps),
  ...more,
});
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

/** What an invalid step says of its endpoint. */
const named = (EndpointName: string): object => ({
  InferenceBenchmark: { EndpointConfiguration: { EndpointName } },
});

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

  it('applies a step once that a list has on two pages: the later status', () => {
    for (const moved of [pages([a, b], [A]), pages([A, b], [a])]) {
      const take = reconcilerOf();
      expect(take(moved)).deep.equal(['+a +b ?']);
      expect(take(list([A, b]))).deep.equal(['']);
    }
  });

  it('adds and updates by a list that moved, and removes nothing however often it lacks a step', () => {
    const take = reconcilerOf();
    take(list([a, b]));
    const moved = pages([A, step('c')], [A]);
    expect(take(moved, moved, moved, moved)).deep.equal(['~a +c ?', '?', '?', '?']);
  });

  it('knows whether all steps of a list are known', () => {
    const reconciler = stepReconciler('job');
    const whole = (one: StepList): boolean => reconciler.apply(one).whole;
    expect([pages([a, b], [a]), pages([a], [b]), pages([a])].map(whole)).deep.equal([false, true, true]);
  });

  it('removes nothing by a list that shows a step without an endpoint on two pages in its place', () => {
    const take = reconcilerOf();
    take(list([failed, a]));
    const torn = pages([failed], [failed]);
    const other = pages([failed], [], [failed]);
    expect(take(torn, torn, list([failed, a]), torn, other)).deep.equal(['?', '?', '', '?', '?']);
    // Three equal ones don't move.
    expect(take(torn, torn, torn, torn)).deep.equal(['?', '?', '?', `-a +${NAMELESS}#1`]);
  });

  describe('two steps of one endpoint name', () => {
    const other = priced('a', 7);

    it('are two from the third list in a row that has both on one page, in any order', () => {
      const take = reconcilerOf();
      expect(take(list([A, other]), list([other, A]), list([A, other]))).deep.equal(['+a ?', '?', '+a#2']);
      expect(take(list([other, A]), list([A, other]))).deep.equal(['', '']);
      expect(take(list([other]), list([other]))).deep.equal(['?', '-a#2']);
    });

    it('are two on two pages where they ended differently, or tested different things', () => {
      const environment = { EnvironmentParameters: [{ Key: 'K', ValueType: 'String', Value: '1' }] };
      const tuned = step('a', { Status: 'IN_PROGRESS', ModelConfiguration: environment });
      for (const twin of [other, tuned]) {
        const take = reconcilerOf();
        const both = pages([A, b], [twin]);
        expect(take(both, both, both, both)).deep.equal(['+a +b ?', '?', '+a#2', '']);
      }
    });

    it('are one step of a list that moves where they are equal or may become so', () => {
      for (const row of [A, a]) {
        const take = reconcilerOf();
        const moved = pages([A, b], [row]);
        expect(take(moved, moved, moved, moved)).deep.equal(['+a +b ?', '?', '?', '?']);
      }
    });

    it('are one again where a list in between lacks one', () => {
      const take = reconcilerOf();
      const both = list([A, other]);
      expect(take(both, both, list([other]), both, both)).deep.equal(['+a ?', '?', '', '?', '?']);
    });

    it('keep the keys that they had without an endpoint', () => {
      const take = reconcilerOf();
      take(list([pending, pending]));
      const named = list([step('a', { Status: 'PENDING' }), step('a', { Status: 'PENDING' })]);
      expect(take(named, named, named)).deep.equal([`~${NAMELESS}#0 ?`, '?', `~${NAMELESS}#1`]);
    });
  });

  describe('with replicas that lag by up to 40 s', () => {
    const after = (...lists: readonly (readonly [number, StepList])[]): readonly string[] => {
      const reconciler = stepReconciler('job', 40_000);
      return lists.map(([seconds, one]) => {
        const { events, unconfirmed } = reconciler.apply(one, seconds * 1_000);
        return `${events.map(({ change }) => change).join(' ')}${unconfirmed ? '?' : ''}`;
      });
    };

    it('removes a step, or sets it back, only once it has been known for longer', () => {
      for (const behind of [list([b]), list([a, b])])
        expect(
          after([0, list([A, b])], [5, behind], [10, behind], [39, behind], [41, behind]).map(one =>
            one.replace(/removed|updated/, 'believed'),
          ),
        ).deep.equal(['added added', '?', '?', '?', 'believed']);
      expect(after([0, list([a, b])], [90, list([b])], [95, list([b])])).deep.equal([
        'added added',
        '?',
        'removed',
      ]);
    });

    it('does not take a step that has failed without an endpoint for two, as lists that are behind show it', () => {
      const behind = [5, 10, 39].map(at => [at, list([pending])] as const);
      expect(after([0, list([failed])], ...behind, [40, list([failed])])).deep.equal([
        'added',
        '?',
        '?',
        '?',
        '',
      ]);
      const [, , , , believed] = after([0, list([failed])], ...behind, [41, list([pending])]);
      expect(believed).equal('added removed');
    });

    it('removes no step by a list of several pages before it has stood still for longer', () => {
      const [c, d] = [step('c'), step('d')];
      // Two pages of two replicas, of which the second one is behind by a step.
      const torn = pages([d], [b, c]);
      const lists = [50, 51, 60, 89].map(at => [at, torn] as const);
      const later = [100, 139, 140].map(at => [at, torn] as const);
      expect(after([0, pages([a], [b, c])], ...lists, [89, pages([d], [a, b, c])], ...later)).deep.equal([
        'added added added',
        'added?',
        '?',
        '?',
        '?',
        '',
        '?',
        '?',
        'removed',
      ]);
    });

    it('removes it as soon where rows of such a list cannot be decoded at times', () => {
      const still = pages([a, b], [step('c'), step('d')]);
      const lacking = pages([a, b], [step('c')]);
      const unreadable = { ...pages([a], [step('c')]), invalid: [{ ...bad, ...named('b') }] };
      const lists = [lacking, lacking, unreadable, unreadable, lacking];
      const at = [50, 60, 70, 80, 90];
      expect(after([0, still], ...lists.map((one, index) => [at[index]!, one] as const)).at(-1)).equal(
        'removed',
      );
    });

    it('does not take a step for one without an endpoint that such a list has twice, before it has stood still', () => {
      const start = pages([failed, failed], [a]);
      const torn = pages([failed, failed], [failed]);
      const lists = [50, 55, 60, 65, 70, 89].map(at => [at, torn] as const);
      const known = after([0, start], [5, start], ...lists, [90, start], [95, start]);
      expect(known.join().includes('removed')).equal(false);
      expect(known.at(-1)).equal('');
    });

    it('does not take a step for another one of its endpoint name that a list of several pages has alone', () => {
      const environment = { EnvironmentParameters: [{ Key: 'K', ValueType: 'String', Value: '1' }] };
      const other = step('a', { ModelConfiguration: environment });
      const lists = [50, 51, 60, 89, 90].map(at => [at, pages([other], [b])] as const);
      expect(after([0, pages([A], [b])], ...lists)).deep.equal([
        'added added',
        '?',
        '?',
        '?',
        '?',
        'removed added',
      ]);
    });

    it('does not let a step lose its endpoint to an answer that is behind', () => {
      const named = list([step('a', { Status: 'PENDING' })]);
      const bare = list([pending]);
      expect(after([0, bare], [5, named], [10, bare], [15, bare], [20, named])).deep.equal([
        'added',
        'updated',
        '?',
        '?',
        '',
      ]);
    });

    it('holds back a list without any endpoint until the job was described, as that of another job begins', () => {
      for (const bare of [[], [pending], [pending, pending, failed]]) {
        const reconciler = stepReconciler('job', 40_000);
        const take = (steps: readonly Step[], now: number, describedAt: number) => {
          const { events, strange } = reconciler.apply(list(steps), now, describedAt);
          return [...events.map(({ change }) => change), ...(strange ? ['strange'] : [])];
        };
        expect(take([A, b], 0, 0)).deep.equal(['added', 'added']);
        expect(take(bare, 100_000, 99_000)).deep.equal(['strange']);
        expect(take(bare, 105_000, 99_000)).deep.equal(['strange']);
        expect(take([A, b], 107_000, 99_000)).deep.equal([]);
        expect(take(bare, 110_000, 109_000)).deep.equal(['strange']);
        const believed = [take(bare, 115_000, 114_000), take(bare, 120_000, 114_000)].flat();
        expect(believed.filter(change => change === 'removed')).lengthOf(2);
      }
    });

    it('holds back the list of another job of the same name', () => {
      const strange = list([step('x'), step('y')]);
      expect(after([0, list([A, b])], [100, strange], [105, strange], [110, list([A, b])])).deep.equal([
        'added added',
        '?',
        '?',
        '',
      ]);
      expect(
        after([0, list([A, b])], [100, strange], [139, strange], [141, strange], [146, strange]),
      ).deep.equal(['added added', '?', '?', 'added added?', 'removed removed']);
    });
  });

  it('does not update a step for another order of its environment', () => {
    const parameters = ['A', 'B'].map(Key => ({ Key, ValueType: 'String', Value: '1' }));
    const one = step('a', { ModelConfiguration: { EnvironmentParameters: parameters } });
    const turned = step('a', { ModelConfiguration: { EnvironmentParameters: parameters.toReversed() } });
    expect(reconcilerOf()(list([one]), list([turned]))).deep.equal(['+a', '']);
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
    expect(take(list([pending]), pages([pending], [pending]), pages([pending], []))).deep.equal([
      `+${NAMELESS}#0`,
      '?',
      '',
    ]);
    const more = pages([pending, pending], [pending]);
    expect(take(pages([pending], [pending]), more, more)).deep.equal([
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

  it('adds as many steps without an endpoint as one page has, and the others with the second list', () => {
    const take = reconcilerOf();
    const first = pages([pending, pending], [pending]);
    expect(take(first, first)).deep.equal([`+${NAMELESS}#0 +${NAMELESS}#1 ?`, `+${NAMELESS}#2`]);
  });

  it('does not take one of two steps without an endpoint for the other, as a list that moved shows them', () => {
    const take = reconcilerOf();
    take(list([failed, pending]));
    expect(take(pages([failed], [failed]), pages([failed], [pending]))).deep.equal(['?', '']);
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
    expect(reconciler.running()).deep.equal([]);
    reconciler.apply(list([A, { ...b, Status: 'ARCHIVED' }]));
    expect(reconciler.running()).deep.equal(['b']);
    reconciler.apply(list([A, b]));
    expect(reconciler.running()).deep.equal([]);
  });
});
