import { expect } from 'chai';
import { NEVER, type Observable } from 'rxjs';
import type { DecodeError } from '../../../src/core/decodeError.js';
import { readSource, type Reader } from '../../../src/operators/base/readSource.js';
import { play } from '../../support/play.js';
import { bad, change, faultOfBad, jobChanged, page, pending, step, synced } from '../../support/steps.js';

describe('readSource', () => {
  /** Emits the name of what is read, and what it is. */
  const named =
    (...names: readonly (keyof Reader)[]) =>
    (source: Observable<unknown>): Observable<unknown> =>
      readSource<unknown>(source, out => {
        const reader = { step() {}, change() {} };
        return names.reduce<Reader>(
          (all, name) => ({ ...all, [name]: (read: unknown) => out.next([name, read]) }),
          reader,
        );
      });

  it('distinguishes steps, pages, steps of a watch and other events', () => {
    const added = change('added', step('a'));
    expect(
      play([step('a'), page([pending]), added, synced], named('step', 'change', 'other')).emitted,
    ).deep.equal([
      ['step', step('a')],
      ['step', pending],
      ['change', added],
      ['other', synced],
    ]);
  });

  it('reports the end of each page, step and event, also of a page with bad steps', () => {
    const read = named('step', 'change', 'other', 'itemEnd');
    const names = (...items: unknown[]): unknown[] =>
      play(items, read).emitted.map(one => (one as [string])[0]);
    const added = change('added', step('a'));
    expect(names(page([pending, pending]), page([]))).deep.equal(['step', 'step', 'itemEnd', 'itemEnd']);
    expect(names(pending, added, synced)).deep.equal([
      ...['step', 'itemEnd', 'change', 'itemEnd', 'other', 'itemEnd'],
    ]);
    expect(names(page([bad, pending]))).deep.equal(['step', 'itemEnd']);
    expect(names(bad)).deep.equal([]);
  });

  it('reads a step that has a field named type', () => {
    const odd = { ...pending, type: 'step' };
    expect(play([odd], named('step', 'change', 'other')).emitted).deep.equal([['step', odd]]);
  });

  it('fails with what is neither', () => {
    for (const item of [null, undefined, 5, 'text', [], {}, { type: 5 }, { steps: 'none' }])
      expect(play([item], named('step')).error).property('code', 'DECODE');
  });

  it('passes over null items of a page', () => {
    const { emitted, completed } = play([page([null, step('a'), null])], named('step'));
    expect(emitted).deep.equal([['step', step('a')]]);
    expect(completed).true;
  });

  it('does not read other events where the reader has no use for them', () => {
    expect(play([jobChanged, step('a')], named('step'))).deep.equal({
      emitted: [['step', step('a')]],
      completed: true,
    });
  });

  it('leaves bad steps to the reader, in their order, and continues', () => {
    const { emitted, completed } = play([page([step('a'), bad, step('b')]), bad], named('step', 'invalid'));
    const read = (emitted as [string, DecodeError][]).map(([name, { message }]) => [name, message]);
    expect(read).deep.equal([
      ['step', undefined],
      ['invalid', faultOfBad(1)],
      ['step', undefined],
      ['invalid', faultOfBad()],
    ]);
    expect(completed).true;
  });

  it('carries no resumeToken at the end of the listing', () => {
    expect(play([page([bad])], named('step')).error).property('resumeToken', undefined);
  });

  it('makes a reader for each subscription, and fails with what making it throws', () => {
    let made = 0;
    const result$ = readSource(NEVER, () => {
      made++;
      return { step() {}, change() {} };
    });
    expect(made).equal(0);
    result$.subscribe().unsubscribe();
    result$.subscribe().unsubscribe();
    expect(made).equal(2);

    const error = new Error('of the reader');
    const throws = (): Reader => {
      throw error;
    };
    expect(play([step('a')], source => readSource(source, throws))).deep.equal({
      emitted: [],
      completed: false,
      error,
    });
  });

  it('fails with what the reader throws, and leaves the source', () => {
    const error = new Error('of the reader');
    const throws = (): never => {
      throw error;
    };
    for (const item of [step('a'), page([step('a')]), change('added', step('a')), synced])
      expect(
        play([item, item], source =>
          readSource(source, () => ({ step: throws, change: throws, other: throws, invalid: throws })),
        ),
      ).deep.equal({ emitted: [], completed: false, error });
  });

  it('fails with what looking at a step throws', () => {
    const error = new Error('of the getter');
    const item = {
      get StepType(): never {
        throw error;
      },
    };
    expect(play([page([item])], named('step')).error).equal(error);
  });
});
