import { expect } from 'chai';
import type { LoggedJob } from '../../../src/core/jobLog.js';
import { UNKNOWN_STATUS } from '../../../src/core/watchStatus.js';
import { isAheadOf, isCutOff, waitsFor, type OwnState } from '../../../src/gateway/relay/logComparison.js';
import { emptyLog } from '../../../src/gateway/relay/loggedJobs.js';
import { step } from '../../support/steps.js';

const at = (seq: number, epoch = 'e') => ({ epoch, seq });
const own = (more: Partial<OwnState> = {}, synced = true): OwnState => ({
  position: at(5),
  state: { steps: new Map([['a', step('a')]]), status: { ...UNKNOWN_STATUS, synced } },
  isAlone: false,
  leftAt: undefined,
  ...more,
});
const log = (seq: number, epoch = 'e', more: Partial<LoggedJob> = {}): LoggedJob => ({
  ...emptyLog(epoch),
  head: at(seq, epoch),
  status: { ...UNKNOWN_STATUS, synced: true },
  ...more,
});
const alone = own({ position: at(9, 'own'), isAlone: true, leftAt: at(5) });
const failure = { type: 'error', code: 'NOT_FOUND', message: 'There is no such job.', retry: false } as const;

describe('isCutOff', () => {
  it('holds for a log that ends before what the gateway has had of it', () => {
    expect(isCutOff(own(), log(4))).true;
    expect(isCutOff(own(), log(5))).false;
    expect(isCutOff(own(), log(4, 'f'))).false;
    expect(isCutOff(alone, log(4))).true;
    expect(isCutOff(alone, log(5))).false;
  });
});

describe('isAheadOf', () => {
  it('holds where all steps are known, and not in a log of another epoch', () => {
    const unsynced = { status: UNKNOWN_STATUS };
    expect(isAheadOf(own(), log(1, 'f', unsynced))).true;
    expect(isAheadOf(own({}, false), log(1, 'f', unsynced))).false;
    expect(isAheadOf(own(), log(6, 'e', unsynced))).false;
    expect(isAheadOf(own(), log(1, 'f'))).false;
  });

  it('holds alone up to the next event of the log, and where the log has lost some', () => {
    expect(isAheadOf(alone, log(5))).true;
    expect(isAheadOf(alone, log(6))).false;
    expect(isAheadOf(own(), log(4))).true;
  });

  it('never holds where nothing is known, or the job has failed', () => {
    expect(isAheadOf(own({ position: undefined }), log(0, 'f', { status: UNKNOWN_STATUS }))).false;
    expect(isAheadOf(own(), log(4, 'e', { failure }))).false;
  });
});

describe('waitsFor', () => {
  const waits = (mine: OwnState, logged: LoggedJob, forMs = 0, head = logged.head): boolean =>
    waitsFor('job', mine, logged, { head, forMs }, 1_000);

  it('takes the log over at once, as a reader', () => {
    expect(waits(own(), log(6))).false;
    expect(waits(own(), log(1, 'f'))).false;
    expect(waits(own({ position: undefined }), log(1, 'f', { mayLackEvents: true }))).false;
  });

  it('keeps what the log lacks, up to the next event or the limit', () => {
    for (const [mine, logged] of [
      [alone, log(5)],
      [own(), log(4)],
      [own(), log(1, 'f', { mayLackEvents: true })],
    ] as const) {
      expect(waits(mine, logged)).true;
      expect(waits(mine, logged, 1_000)).false;
      expect(waits(mine, logged, 0, at(3, 'd'))).false;
      expect(waits(mine, { ...logged, failure })).false;
      expect(waits(mine, { ...logged, steps: [{ seq: 1, key: 'a', step: step('a') }] })).false;
    }
  });

  it('keeps all steps without a limit while the log of another epoch does not know them', () => {
    const unsynced = { status: UNKNOWN_STATUS };
    expect(waits(own(), log(1, 'f', unsynced), 1e6, at(0, 'd'))).true;
    expect(waits(alone, log(5, 'e', unsynced), 1e6)).true;
    expect(waits(own(), log(6, 'e', unsynced))).false;
  });
});
