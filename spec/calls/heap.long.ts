import { expect } from 'chai';
import { lastValueFrom, tap } from 'rxjs';
import { bestByCost } from '../../src/operators/bestByCost.js';
import { connect } from '../../src/recommender.js';

const PAGES = 10_000;

/** A client of endless pages, each of one step, that keeps nothing. */
const client = {
  send: async (command: object) => {
    const { NextToken = '0' } = (command as { input: { NextToken?: string } }).input;
    const n = Number(NextToken);
    const InferenceBenchmark = { ModelConfiguration: {}, Metrics: { CostPerInference: 1 + (n % 97) } };
    return {
      Steps: [{ StepType: 'BENCHMARK', JobName: 'job', Status: 'COMPLETED', InferenceBenchmark }],
      ...(n + 1 < PAGES && { NextToken: String(n + 1) }),
    };
  },
};

function heapMb(): number {
  if (globalThis.gc === undefined) throw new Error('run with --expose-gc');
  globalThis.gc();
  globalThis.gc();
  return process.memoryUsage().heapUsed / 1e6;
}

describe('the heap', () => {
  it('hardly grows over ten thousand pages, while the listing still runs', async () => {
    const recommender = connect({ client, quota: { perSecond: Infinity } });
    const marks: number[] = [];
    const best$ = recommender.steps$('job').pipe(
      tap(({ index }) => {
        if (index === 500 || index === PAGES - 1) marks.push(heapMb());
      }),
      bestByCost(),
    );
    expect(await lastValueFrom(best$)).nested.property('InferenceBenchmark.Metrics.CostPerInference', 1);
    await recommender.close();
    expect(marks).length(2);
    expect(marks[1]! - marks[0]!).lessThan(1.5);
  });

  it('is as it was after a hundred thousand listings that were left while they waited', async () => {
    const recommender = connect({ client, quota: { perSecond: 1, burst: 1 } });
    await lastValueFrom(recommender.steps$('job', { maxItems: 1 }));
    const leave = async (crowds: number): Promise<number> => {
      for (let i = 0; i < crowds; i++) {
        const waiting = Array.from({ length: 1_000 }, () => recommender.steps$('job').subscribe());
        for (const subscription of waiting) subscription.unsubscribe();
        await new Promise(resolve => setTimeout(resolve, 1));
      }
      await new Promise(resolve => setTimeout(resolve, 300));
      return heapMb();
    };
    const before = await leave(50);
    expect((await leave(100)) - before).lessThan(1.5);
    await recommender.close();
  });
});
