import { expect } from 'chai';
import fc from 'fast-check';
import { RowLog } from '../../../src/gateway/fleet/rowLog.js';
import { runs } from '../../support/runs.js';

interface Rows {
  readonly type: 'rows';
  readonly at: number;
  readonly reset: boolean;
  readonly more: boolean;
  readonly complete: boolean;
  readonly rows: readonly { readonly jobName: string }[];
  readonly removed: readonly string[];
}

const textOf = (jobName: string, value: number | string): string => JSON.stringify({ jobName, value });
const STATUS = { complete: true };

/** A client: what it holds, and its position. */
class Reader {
  readonly rows = new Map<string, string>();
  readonly messages: Rows[] = [];
  #seq: number | undefined;

  constructor(private readonly log: RowLog) {}

  catchUp(most = Infinity): void {
    for (let i = 0; this.#seq !== this.log.seq && i < most; i += 1) {
      const { frame, seq } = this.log.chunkAfter(this.#seq);
      const message = JSON.parse(frame.text) as Rows;
      this.messages.push(message);
      if (message.reset) this.rows.clear();
      for (const row of message.rows) this.rows.set(row.jobName, JSON.stringify(row));
      for (const name of message.removed) this.rows.delete(name);
      this.#seq = seq;
    }
  }
}

describe('RowLog', () => {
  it('sends what has changed since the position of a client, and nothing where nothing has', () => {
    const log = new RowLog(() => 5_000);
    const reader = new Reader(log);
    log.take(
      new Map([
        ['a', textOf('a', 1)],
        ['b', textOf('b', 1)],
      ]),
      STATUS,
    );
    reader.catchUp();
    expect(reader.messages[0]).deep.include({
      type: 'rows',
      at: 5,
      reset: true,
      more: false,
      complete: true,
    });
    expect(log.take(new Map([['b', textOf('b', 2)]]), STATUS)).equal(true);
    expect(log.take(new Map([['b', textOf('b', 2)]]), STATUS)).equal(false);
    reader.catchUp();
    expect(reader.messages[1]).deep.include({
      reset: false,
      removed: ['a'],
      rows: [{ jobName: 'b', value: 2 }],
    });
    expect(reader.messages).length(2);
  });

  it('says that the fleet is old, though no row has changed', () => {
    const log = new RowLog(() => 0);
    const reader = new Reader(log);
    log.take(new Map(), STATUS);
    reader.catchUp();
    log.take(new Map(), { complete: true, staleSince: new Date(3_000) });
    reader.catchUp();
    expect(reader.messages.at(-1)).include({ staleSince: 3 });
  });

  it('splits what is long, and is complete with the last part alone', () => {
    const log = new RowLog(() => 0);
    const long = 'x'.repeat(1_000);
    log.take(
      new Map(Array.from({ length: 150 }, (_, i) => [`j${String(i)}`, textOf(`j${String(i)}`, long)])),
      STATUS,
    );
    const reader = new Reader(log);
    reader.catchUp();
    expect(reader.messages.map(({ reset, more, complete }) => [reset, more, complete])).deep.equal([
      [true, true, false],
      [false, true, false],
      [false, false, true],
    ]);
    expect(reader.rows.size).equal(150);
  });

  it('tells the present time to a client that comes later', () => {
    let now = 0;
    const log = new RowLog(() => now);
    log.take(new Map(), STATUS);
    for (const [moment, at] of [
      [0, 0],
      [900, 0],
      [60_000, 60],
    ] as const) {
      now = moment;
      const reader = new Reader(log);
      reader.catchUp();
      expect(reader.messages[0]?.at).equal(at);
    }
  });

  it('brings readers at any position up to date, whatever came and went', () => {
    const change = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.nat(3));
    fc.assert(
      fc.property(fc.array(fc.tuple(change, fc.boolean()), { maxLength: 12 }), changes => {
        const log = new RowLog(() => 0);
        const [often, seldom] = [new Reader(log), new Reader(log)];
        for (const [rows, reads] of changes) {
          const texts = new Map(Object.entries(rows).map(([name, value]) => [name, textOf(name, value)]));
          log.take(texts, STATUS);
          often.catchUp();
          if (reads) seldom.catchUp();
          expect(new Map([...often.rows].toSorted())).deep.equal(new Map([...texts].toSorted()));
        }
        seldom.catchUp();
        expect(new Map([...seldom.rows].toSorted())).deep.equal(new Map([...often.rows].toSorted()));
      }),
      { numRuns: runs(60) },
    );
  });

  it('remembers a bounded number of removed rows, and begins anew for a client that has missed more', () => {
    const log = new RowLog(() => 0);
    const reader = new Reader(log);
    log.take(new Map([['kept', textOf('kept', 0)]]), STATUS);
    reader.catchUp();
    for (let i = 0; i < 1_100; i += 1)
      log.take(
        new Map([
          ['kept', textOf('kept', 0)],
          [`j${String(i)}`, textOf(`j${String(i)}`, 0)],
        ]),
        STATUS,
      );
    reader.catchUp();
    expect(reader.messages.at(-1)?.reset).equal(true);
    expect([...reader.rows.keys()]).have.members(['kept', 'j1099']);
  });
});
