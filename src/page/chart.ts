import { fromEvent, merge } from 'rxjs';
import uPlot from 'uplot';
import { axisOf, axisPosition, tickTexts } from './axis.js';
import { chartAxes, type ChartAxes } from './chartAxes.js';
import { chartColours } from './chartColours.js';
import { byId, setText } from './dom.js';
import { listen } from './listen.js';
import { paintPoints, type Picture } from './paintPoints.js';
import { nearestPoint, type ChartPoint, type DimmedPoint } from './points.js';
import { hideTooltip, spokenText, showTooltip } from './tooltip.js';

/** What the chart shows. */
export interface ChartView {
  readonly points: readonly ChartPoint[];
  readonly dimmed: readonly DimmedPoint[];
  readonly axes: ChartAxes;
}

/** The chart of the page. */
export interface Chart {
  readonly show: (view: ChartView) => void;
  /** Highlights a point, as the pointer is on its row. */
  readonly highlight: (key: string | undefined) => void;
}

const FONT = '12px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';
/** Greatest distance between the pointer and a highlighted point, in CSS pixels. */
const POINTER_REACH_PX = 28;
/** Points of any order: a scatter. uPlot's name for it exists in its types alone. */
const FACETED: object = { mode: 2 };
/** Least distance between two ticks, in CSS pixels. */
const TICK_SPACING_PX = { x: 72, y: 40 };
/** Least width of the axis on the left, so that the chart seldom moves, and its width beside the figures, in CSS pixels. */
const LEAST_AXIS_WIDTH_PX = 58;
const AXIS_MARGIN_PX = 12;
/** Width of the widest digit among the fonts of the systems, in CSS pixels. */
const DIGIT_WIDTH_PX = 7.7;

/** Makes the chart. `onHighlight` receives the key of the point that the reader looks at. */
export function makeChart(onHighlight: (key: string | undefined) => void): Chart {
  const host = byId('chart');
  let picture: Picture = {
    x: axisOf([], 1),
    y: axisOf([], 1),
    axes: chartAxes(),
    points: [],
    dimmed: [],
    highlighted: undefined,
    colours: chartColours(),
  };
  const plot = new uPlot(
    Object.assign(
      optionsOf(host, () => picture),
      FACETED,
    ),
    dataOf(picture),
    host,
  );

  const pixelOf = (point: ChartPoint): readonly [x: number, y: number] => [
    plot.valToPos(axisPosition(picture.x, point.x), 'x'),
    plot.valToPos(axisPosition(picture.y, point.y), 'y'),
  ];
  const paint = (next: Partial<Picture>): void => {
    picture = { ...picture, ...next };
    plot.redraw(false, false);
  };
  const highlight = (point: ChartPoint | undefined, reading = false): void => {
    if (point?.key === picture.highlighted) return;
    paint({ highlighted: point?.key });
    onHighlight(point?.key);
    if (point === undefined) hideTooltip();
    else showTooltip(point, pixelOf(point), plot.over);
    if (reading && point !== undefined) setText(byId('chart-reading'), spokenText(point));
  };

  const pointAt = (event: PointerEvent): ChartPoint | undefined => {
    const at = plot.over.getBoundingClientRect();
    const [x, y] = [event.clientX - at.left, event.clientY - at.top];
    return nearestPoint(
      picture.points,
      point => {
        const [px, py] = pixelOf(point);
        return Math.hypot(px - x, py - y);
      },
      POINTER_REACH_PX,
    );
  };
  const pointByKey = (key: string): ChartPoint | undefined => {
    const { points, highlighted } = picture;
    const at = points.findIndex(point => point.key === highlighted);
    const pick = points.find(({ standing }) => standing === 'pick');
    switch (key) {
      case 'ArrowRight':
      case 'ArrowDown':
        return points[at + 1] ?? points.at(-1);
      case 'ArrowLeft':
      case 'ArrowUp':
        return at < 0 ? points[0] : points[Math.max(0, at - 1)];
      case 'Home':
        return pick ?? points[0];
      case 'End':
        return points.at(-1);
      default:
        return undefined;
    }
  };

  for (const type of ['pointermove', 'pointerdown'] as const) {
    plot.over.addEventListener(type, event => highlight(pointAt(event)));
  }
  plot.over.addEventListener('pointerleave', () => highlight(undefined));
  host.addEventListener('blur', () => highlight(undefined));
  host.addEventListener('keydown', event => {
    if (event.key === 'Escape') highlight(undefined);
    const point = pointByKey(event.key);
    if (point === undefined) return;
    event.preventDefault();
    highlight(point, true);
  });
  const fitAxes = (): void => {
    const all = [...picture.points, ...picture.dimmed];
    const { width, height } = sizeOf(host);
    picture = {
      ...picture,
      x: axisOf(
        all.map(({ x }) => x),
        width / TICK_SPACING_PX.x,
      ),
      y: axisOf(
        all.map(({ y }) => y),
        height / TICK_SPACING_PX.y,
      ),
    };
    plot.setData(dataOf(picture));
  };
  new ResizeObserver(() => {
    highlight(undefined);
    plot.setSize(sizeOf(host));
    fitAxes();
  }).observe(host);
  const schemes$ = merge(
    fromEvent(matchMedia('(prefers-color-scheme: dark)'), 'change'),
    fromEvent(matchMedia('(forced-colors: active)'), 'change'),
  );
  listen(schemes$, () => paint({ colours: chartColours() }));
  addEventListener('scroll', () => highlight(undefined), { passive: true });

  return {
    show: ({ points, dimmed, axes }) => {
      picture = { ...picture, points, dimmed, axes };
      setText(byId('chart-y'), axes.y.name);
      setText(byId('chart-x'), axes.x.name);
      byId('chart-empty').hidden = points.length > 0;
      fitAxes();
      const point = points.find(({ key }) => key === picture.highlighted);
      if (point === undefined) highlight(undefined);
      else if (!byId('tooltip').hidden) showTooltip(point, pixelOf(point), plot.over);
    },
    highlight: key => paint({ highlighted: key }),
  };
}

const sizeOf = ({ clientWidth, clientHeight }: HTMLElement): { width: number; height: number } => ({
  width: Math.max(1, clientWidth),
  height: Math.max(1, clientHeight),
});

/** uPlot's form of the data. It draws the axes by it; the points are painted by us. */
function dataOf({ points, x, y }: Picture): uPlot.AlignedData {
  const facets = [points.map(p => axisPosition(x, p.x)), points.map(p => axisPosition(y, p.y))];
  return [null, facets] as unknown as uPlot.AlignedData;
}

/** Width of the axis on the left: `$100,000` needs more than `$0.5`. uPlot has no texts before the first data. */
function axisWidth(texts: readonly string[] | null): number {
  const longest = Math.max(0, ...(texts ?? []).map(({ length }) => length));
  return Math.max(LEAST_AXIS_WIDTH_PX, longest * DIGIT_WIDTH_PX + AXIS_MARGIN_PX);
}

function optionsOf(host: HTMLElement, picture: () => Picture): Omit<uPlot.Options, 'mode'> {
  const axis = (of: 'x' | 'y'): uPlot.Axis => ({
    scale: of,
    stroke: () => picture().colours.soft,
    font: FONT,
    gap: 6,
    size: of === 'x' ? 34 : (_, texts) => axisWidth(texts),
    grid: { stroke: () => picture().colours.grid, width: 1 },
    ticks: { show: false },
    splits: () => picture()[of].ticks.map(({ at }) => at),
    values: () => tickTexts(picture()[of]).map(picture().axes[of].tick),
  });
  const scale = (of: 'x' | 'y'): uPlot.Scale => ({
    time: false,
    range: () => [picture()[of].from, picture()[of].to],
  });
  return {
    ...sizeOf(host),
    padding: [8, 12, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: { x: scale('x'), y: scale('y') },
    axes: [axis('x'), axis('y')],
    series: [
      {},
      {
        facets: [
          { scale: 'x', auto: true },
          { scale: 'y', auto: true },
        ],
        paths: plot => {
          paintPoints(plot, picture());
          return null;
        },
      },
    ],
  };
}
