import { expect } from 'chai';
import { axisOf } from '../../src/page/axis.js';
import { pixelOf, plotArea, textX } from '../../src/page/plotArea.js';

const size = { width: 800, height: 400 };

describe('the area of the chart', () => {
  it('leaves room for the figures of its axes', () => {
    const narrow = plotArea(size, ['$1', '$2']);
    expect(plotArea(size, ['$5']).left).equal(narrow.left);
    expect(plotArea(size, ['$100,000']).left).above(narrow.left);
    expect(narrow.right).within(700, size.width);
    expect(narrow.bottom).within(360, size.height - 15);
  });

  it('holds the figures between its corners, more to the right and upwards', () => {
    const area = plotArea(size, []);
    for (const figures of [
      [20, 60],
      [2, 2_000],
    ]) {
      const axes = { x: axisOf(figures, 8), y: axisOf(figures, 8) };
      const [low, high] = figures.map(figure => pixelOf(area, axes, { x: figure, y: figure }));
      expect(low![0]).within(area.left, high![0] - 500);
      expect(high![0]).within(low![0], area.right);
      expect(low![1]).within(high![1] + 200, area.bottom);
      expect(high![1]).within(area.top, low![1]);
    }
  });

  it('keeps the last figure below the axis within the chart', () => {
    const area = plotArea(size, []);
    expect(textX(area, area.right, 60) + 30).most(size.width);
    expect(textX(area, 100, 60)).equal(100);
  });

  it('is never turned inside out', () => {
    const { left, right, top, bottom } = plotArea({ width: 1, height: 1 }, []);
    expect([right >= left, bottom >= top]).deep.equal([true, true]);
  });
});
