import { expect } from 'chai';
import { strangeLists } from '../../../src/live/job/strangeLists.js';

const known = new Set(['a', 'b']);

/** Lists with these endpoints, each with the second at which it was read and that of the last description. */
function strange(
  ...lists: readonly (readonly [listed: readonly string[], second: number, describedAt: number])[]
) {
  const isStrange = strangeLists(40);
  return lists.map(([listed, now, describedAt]) =>
    isStrange({ listed, known, isUnreadable: false, now, describedAt }),
  );
}

describe('strangeLists', () => {
  it('holds for no list with a known endpoint, and for none while no endpoint is known', () => {
    expect(strange([['a', 'x'], 0, 0])).deep.equal([false]);
    const first = { listed: ['x'], known: new Set<string>(), isUnreadable: false, now: 0, describedAt: 0 };
    expect(strangeLists(40)(first)).equal(false);
  });

  it('holds for other endpoints until the job was described so much later than the first such list', () => {
    expect(strange([['x'], 10, 9], [['x'], 49, 49], [['x'], 50, 50], [['x'], 60, 51])).deep.equal([
      true,
      true,
      false,
      false,
    ]);
  });

  it('holds for a list without any endpoint until the job was described once more', () => {
    expect(strange([[], 10, 9], [[], 20, 9], [[], 30, 29])).deep.equal([true, true, false]);
  });

  it('starts again after a list with a known endpoint', () => {
    expect(strange([[], 10, 9], [['a'], 20, 19], [[], 30, 19])).deep.equal([true, false, true]);
  });

  it('does not hold for a list without endpoints whose rows can not all be decoded', () => {
    const bare = { listed: [], known, isUnreadable: true, now: 0, describedAt: -1 };
    expect(strangeLists(40)(bare)).equal(false);
  });
});
