import { getEventListeners } from 'node:events';
import { expect } from 'chai';
import fc from 'fast-check';
import { createPermitQueue } from '../../src/api/permitQueue.js';
import type { PermitQueue } from '../../src/api/permitQueue.js';
import type { Priority } from '../../src/api/recommenderApi.js';
import { AbortedError, ClosedError } from '../../src/core/errors.js';

describe('createPermitQueue', () => {
  let queue: PermitQueue<number>;
  let left: number;
  let served: string[];

  beforeEach(() => {
    left = 0;
    served = [];
    queue = createPermitQueue(() => left++);
  });

  const join = (name: string, priority: Priority = 'foreground'): AbortController => {
    const controller = new AbortController();
    queue.wait(priority, controller.signal, 0).then(
      () => served.push(name),
      () => served.push(`-${name}`),
    );
    return controller;
  };
  const serve = async (times = 1): Promise<string> => {
    for (let i = 0; i < times; i++) queue.serve(since => since);
    await Promise.resolve();
    return served.splice(0).join(' ');
  };

  it('serves in the order of arrival, and does nothing while empty', async () => {
    for (const name of ['a', 'b', 'c']) join(name);
    expect(await serve(2)).to.equal('a b');
    expect(queue.size()).to.equal(1);
    expect(await serve(5)).to.equal('c');
    expect(queue.size()).to.equal(0);
  });

  it('resolves with what was made of the moment since which the caller waits', async () => {
    const got = queue.wait('foreground', new AbortController().signal, 30);
    queue.serve(since => 100 - since);
    expect(await got).to.equal(70);
  });

  it('serves the foreground first, and the background every fourth turn', async () => {
    for (const name of ['p', 'q', 'r']) join(name, 'background');
    for (const name of 'abcdefgh') join(name);
    expect(await serve(11)).to.equal('a b c p d e f q g h r');
  });

  it('serves one of the class that goes first, and of the other where none waits', async () => {
    for (const name of ['p', 'q']) join(name, 'background');
    for (const name of 'ab') join(name);
    expect([queue.size('foreground'), queue.size('background'), queue.size()]).to.deep.equal([2, 2, 4]);
    queue.serve(since => since, 'background');
    for (let i = 0; i < 3; i++) queue.serve(since => since, 'foreground');
    await Promise.resolve();
    expect(served).to.deep.equal(['p', 'a', 'b', 'q']);
  });

  it('counts no turns from before the background waited', async () => {
    for (const name of 'abcdefgh') join(name);
    expect(await serve(4)).to.equal('a b c d');
    join('p', 'background');
    expect(await serve(4)).to.equal('e f g p');
  });

  it('serves the background at once when nothing else waits', async () => {
    join('p', 'background');
    join('q', 'background');
    expect(await serve(2)).to.equal('p q');
  });

  it('says which class is next, and whether the background has its turn', async () => {
    const nexts: unknown[] = [queue.next()];
    join('p', 'background');
    nexts.push(queue.next());
    for (const name of 'abcd') {
      join(name);
      nexts.push(queue.next());
      await serve();
    }
    expect(nexts).to.deep.equal([undefined, 'spare', 'foreground', 'foreground', 'foreground', 'background']);
    for (const name of ['q', 'r']) join(name, 'background');
    expect(await serve(2)).to.equal('d q');
    join('e');
    expect(await serve()).to.equal('e');
    expect(queue.next()).to.equal('spare');
  });

  it('rejects an aborted caller at once with AbortedError and the reason, and calls back', async () => {
    const reason = new Error('had enough');
    const controller = new AbortController();
    const waits = queue.wait('foreground', controller.signal, 0).catch((error: unknown) => error);
    join('b');
    controller.abort(reason);
    const error = await waits;
    expect(error).to.be.instanceOf(AbortedError);
    expect((error as Error).cause).to.equal(reason);
    expect([left, queue.size()]).to.deep.equal([1, 1]);
    expect(await serve()).to.equal('b');
  });

  it('does not add a caller whose signal has fired', async () => {
    const error: unknown = await queue
      .wait('foreground', AbortSignal.abort('gone'), 0)
      .catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(AbortedError);
    expect((error as Error).cause).to.equal('gone');
    expect([left, queue.size()]).to.deep.equal([0, 0]);
  });

  it('leaves no listener on the signal: served, aborted or rejected', async () => {
    const controllers = ['a', 'b', 'c'].map(name => join(name));
    const listeners = (): number[] =>
      controllers.map(({ signal }) => getEventListeners(signal, 'abort').length);
    expect(listeners()).to.deep.equal([1, 1, 1]);
    await serve();
    controllers[1]?.abort();
    expect(listeners()).to.deep.equal([0, 0, 1]);
    queue.rejectAll(new ClosedError());
    expect(listeners()).to.deep.equal([0, 0, 0]);
  });

  it('rejects all callers with the same reason', async () => {
    join('a');
    join('p', 'background');
    const waits = queue.wait('foreground', new AbortController().signal, 0).catch((error: unknown) => error);
    const reason = new ClosedError();
    queue.rejectAll(reason);
    expect(await waits).to.equal(reason);
    expect(queue.size()).to.equal(0);
    expect(await serve()).to.equal('-a -p');
  });

  it('does as two plain arrays do, whichever callers wait and abort', async () => {
    const step = fc.oneof(
      fc.record({ do: fc.constantFrom<Priority>('foreground', 'background') }),
      fc.record({ do: fc.constant('serve' as const) }),
      fc.record({ do: fc.constant('leave' as const), who: fc.nat(50) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 80 }), async steps => {
        queue = createPermitQueue(() => left++);
        served = [];
        const controllers: AbortController[] = [];
        const model = { foreground: [] as number[], background: [] as number[], passed: 0 };
        const expected: string[] = [];
        for (const taken of steps) {
          if (taken.do === 'serve') {
            queue.serve(since => since);
            const polls = model.background.length > 0;
            if (!polls) model.passed = 0;
            const poll = polls && (model.foreground.length === 0 || model.passed === 3);
            model.passed = poll || !polls ? 0 : model.passed + 1;
            const who = (poll ? model.background : model.foreground).shift();
            if (who !== undefined) expected.push(String(who));
          } else if (taken.do === 'leave') {
            controllers[taken.who]?.abort();
            for (const queue of [model.foreground, model.background]) {
              const at = queue.indexOf(taken.who);
              if (at >= 0) expected.push(`-${String(queue.splice(at, 1)[0])}`);
            }
          } else {
            model[taken.do].push(controllers.length);
            controllers.push(join(String(controllers.length), taken.do));
          }
          await Promise.resolve();
        }
        await Promise.resolve();
        expect(served).to.deep.equal(expected);
        expect(queue.size()).to.equal(model.foreground.length + model.background.length);
      }),
      { numRuns: 200 },
    );
  });
});
