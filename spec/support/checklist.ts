import { expect } from 'chai';
import { Observable, range, map, take, tap } from 'rxjs';
import { DecodeError } from '../../src/core/decodeError.js';
import type { Step } from '../../src/core/step.js';
import { DRAWINGS } from './drawings.js';
import { draw, type Operator } from './marbles.js';
import { play } from './play.js';
import { bad, change, faultOfBad, jobChanged, page, synced } from './steps.js';

/**
 * What every operator does, on a listing and on a changelog alike. `passing` is a step that it emits, and
 * of a changelog it emits `events` or `answers`; or it emits states, once for each page, and this is the
 * one of `passing`. `readsJobs`: events about the job say something to it, too.
 */
export function checklist(
  make: () => Operator,
  passing: Step,
  emits: 'events' | 'answers' | { readonly state: unknown; readonly readsJobs?: boolean },
): void {
  const event = change('added', passing);
  const result = typeof emits === 'object' ? emits.state : passing;
  const forms: readonly (readonly [form: string, item: unknown, result: unknown])[] = [
    ['steps', passing, result],
    ['pages', page([passing]), result],
    ['events', event, emits === 'events' ? event : result],
  ];

  for (const [form, s, r] of forms)
    describe(`on ${form}`, () => {
      const values = { s, r, '#': new Error('of the source') };
      for (const [title, drawing] of Object.entries(DRAWINGS)) it(title, () => draw(make(), values, drawing));

      it('leaves a source that emits without end at once', () => {
        let read = 0;
        const endless$ = range(0, 1000).pipe(
          tap(() => read++),
          map(() => s as never),
        );
        const emitted: unknown[] = [];
        make()(endless$)
          .pipe(take(1))
          .subscribe(value => emitted.push(value));
        expect(emitted).deep.equal([r]);
        expect(read).equal(1);
      });

      it('starts anew with each subscription', () => {
        const result$ = make()(new Observable(out => [s, s].forEach(one => out.next(one as never))));
        const [first, second]: [unknown[], unknown[]] = [[], []];
        result$.subscribe(value => first.push(value));
        result$.subscribe(value => second.push(value));
        expect(first[0]).deep.equal(r);
        expect(second).deep.equal(first);
      });
    });

  if (typeof emits === 'string')
    it('hands on a decoded step as the same reference', () => {
      const [once] = play([passing], make()).emitted;
      expect(play([once], make()).emitted[0]).equal(once);
    });

  const readsJobs = typeof emits === 'object' && emits.readsJobs === true;
  it(emits === 'events' ? 'lets other events pass' : 'does not read other events', () => {
    const events = [synced, event, ...(readsJobs ? [] : [jobChanged])];
    expect(play(events, make()).emitted).deep.equal(emits === 'events' ? events : [result]);
  });

  if (typeof emits === 'string')
    it('stops within a page when it is left', () => {
      const steps = [passing, bad];
      const read: string[] = [];
      const watched = new Proxy(steps, {
        get: (target, key) => (read.push(String(key)), Reflect.get(target, key) as unknown),
      });
      make()(new Observable(out => out.next(page(watched) as never)))
        .pipe(take(1))
        .subscribe();
      expect(read).include('0').and.not.include('1');
    });

  it('emits the good steps of a page, then fails with one error for the bad ones', () => {
    const { emitted, error } = play([page([bad, passing, bad], { resumeToken: 'after' })], make());
    expect(emitted).deep.equal([result]);
    expect(error).instanceOf(DecodeError).include({ resumeToken: 'after' });
    expect((error as DecodeError).message).equal(`${faultOfBad(0)}\n${faultOfBad(2)}`);
  });

  it('fails where a step or the step of an event is bad', () => {
    for (const item of [bad, change('added', bad as never)])
      expect(play([item], make()).error)
        .instanceOf(DecodeError)
        .property('message', faultOfBad());
  });
}
