import { expect } from 'chai';
import { Subject, type Subscription } from 'rxjs';
import { systemTime } from '../../src/core/time.js';
import type { JobChoice } from '../../src/page/jobList.js';
import { listedJobs$ } from '../../src/page/listedJobs.js';
import { useFakeTime } from '../support/fakeTime.js';

const list = (...names: readonly string[]): JobChoice => ({
  ...{ kind: 'jobs', jobs: names.map(JobName => ({ JobName, Status: 'IN_PROGRESS' })), unlisted: new Map() },
});
const GONE: JobChoice = { kind: 'failed', message: 'The server can not be reached.' };

describe('the list of jobs of the page', () => {
  const time = useFakeTime();

  describe('asked for again and again', () => {
    let answers: ((answer: JobChoice) => void)[];
    let seen: JobChoice[];
    let subscription: Subscription;
    let wanted$: Subject<void>;
    let wake$: Subject<void>;
    let isHidden: boolean;
    const last = (): JobChoice => seen.at(-1)!;
    const names = (): unknown => {
      const choice = last();
      return choice.kind === 'jobs' ? choice.jobs.map(({ JobName }) => JobName) : choice.kind;
    };
    const answer = async (choice: JobChoice): Promise<void> => {
      answers.at(-1)!(choice);
      await Promise.resolve();
    };

    beforeEach(() => {
      [answers, seen, isHidden] = [[], [], false];
      [wanted$, wake$] = [new Subject(), new Subject()];
      subscription = listedJobs$({
        ...{ wanted$, wake$, isHidden: () => isHidden },
        fetch: () => new Promise(resolve => answers.push(resolve)),
        time: { now: () => time.now, after: systemTime.after },
      }).subscribe(choice => seen.push(choice));
    });
    afterEach(() => {
      subscription.unsubscribe();
      expect(time.countTimers()).equal(0);
    });

    it('stays while the gateway is gone, says how old it is, and is asked for soon again', async () => {
      const readAt = time.now;
      await answer(list('a', 'b'));
      time.tick(30_000);
      await answer(GONE);
      expect(names()).deep.equal(['a', 'b']);
      expect(last()).include({ staleSince: readAt });
      time.tick(1_000);
      await answer(GONE);
      expect(last()).include({ staleSince: readAt });
      time.tick(1_999);
      expect(answers).length(3);
      time.tick(1);
      await answer(list('c'));
      expect(names()).deep.equal(['c']);
      expect(last()).not.have.property('staleSince');
    });

    it('waits longer after each attempt, thirty seconds at most, and no error stays', async () => {
      await answer(GONE);
      expect(names()).equal('failed');
      for (const pause of [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]) {
        const asked = answers.length;
        time.tick(pause - 1);
        expect(answers).length(asked);
        time.tick(1);
        expect(answers).length(asked + 1);
        await answer(GONE);
      }
      time.tick(30_000);
      await answer(list('a'));
      expect(names()).deep.equal(['a']);
    });

    it('is asked for at once where the gateway is back, and not twice at a time', async () => {
      wanted$.next();
      expect(answers).length(1);
      await answer(GONE);
      wanted$.next();
      expect(answers).length(2);
    });

    it('isn’t asked for while the page isn’t looked at, and at once when it is again', async () => {
      await answer(list('a'));
      wake$.next();
      expect(answers, 'not due').length(1);
      isHidden = true;
      time.tick(120_000);
      expect(answers).length(1);
      isHidden = false;
      wake$.next();
      expect(answers).length(2);
    });

    it('keeps the jobs of a kind that can’t be listed now', async () => {
      await answer(list('a', 'ai-benchmark-job/b'));
      time.tick(30_000);
      await answer({ ...list('c'), unlisted: new Map([['benchmark', 'Busy.']]) } as JobChoice);
      expect(names()).deep.equal(['c', 'ai-benchmark-job/b']);
    });
  });
});
