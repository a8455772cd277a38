import { expect } from 'chai';
import type { WatchEvent } from '../../src/core/event.js';
import { watchJob } from '../../src/live/watchJob.js';
import { virtualApi, virtualFake } from '../support/virtualApi.js';
import { virtualTime } from '../support/virtualTime.js';

describe('watchJob', () => {
  it('follows a job from its start to its end', async () => {
    const time = virtualTime();
    const fake = virtualFake(time, { jobs: [{ name: 'job', steps: 6, live: true, lateSteps: 1 }] });
    const events: WatchEvent[] = [];
    let completed = false;
    watchJob(virtualApi(fake), time, 'job').subscribe({
      next: event => events.push(event),
      complete: () => (completed = true),
    });
    await time.until(() => completed);
    expect(events[0]).deep.include({ type: 'job', jobName: 'job' }).not.have.property('previous');
    expect(events[1]).deep.equal({ type: 'synced', jobName: 'job' });
    expect(events.at(-1)).deep.nested.include({ type: 'done', 'job.Status': 'COMPLETED' });
    expect(events.filter(event => event.type === 'step' && event.change === 'added')).length(6);
    expect(time.timers()).equal(0);
  });
});
