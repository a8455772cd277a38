import { fromEvent, merge } from 'rxjs';
import { axisOf, tickTexts, type ChartAxis } from './axis.js';
import { chartAxes, type ChartAxes } from './chartAxes.js';
import { chartColours } from './chartColours.js';
import { byId, make, setText } from './dom.js';
import { listen } from './listen.js';
import { paintAxes } from './paintAxes.js';
import { paintPoints, type Picture } from './paintPoints.js';
import { pixelOf, plotArea, type Pixel } from './plotArea.js';
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

/** Greatest distance between the pointer and a highlighted point, in CSS pixels. */
const POINTER_REACH_PX = 28;
/** Least distance between two ticks, in CSS pixels. */
const TICK_SPACING_PX = { x: 72, y: 40 };
/** Makes the chart. `onHighlight` receives the key of the point that the reader looks at. */
export function makeChart(onHighlight: (key: string | undefined) => void): Chart {
  const host = byId('chart');
  const canvas = make('canvas', {}) as HTMLCanvasElement;
  host.append(canvas);
  const ctx = canvas.getContext('2d');
  if (ctx === null) throw new Error('This browser paints no canvas.');
  let picture: Picture = {
    x: axisOf([], 1),
    y: axisOf([], 1),
    axes: chartAxes(),
    area: plotArea(sizeOf(host), []),
    points: [],
    dimmed: [],
    highlighted: undefined,
    colours: chartColours(),
  };

  const place = (point: ChartPoint): Pixel => pixelOf(picture.area, picture, point);
  const paint = (next: Partial<Picture>): void => {
    picture = { ...picture, ...next };
    ctx.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    ctx.clearRect(0, 0, canvas.width, canvas.height);
    paintAxes(ctx, picture);
    paintPoints(ctx, picture);
  };
  const highlight = (point: ChartPoint | undefined, reading = false): void => {
    if (point?.key === picture.highlighted) return;
    paint({ highlighted: point?.key });
    onHighlight(point?.key);
    if (point === undefined) hideTooltip();
    else showTooltip(point, place(point), host);
    if (reading && point !== undefined) setText(byId('chart-reading'), spokenText(point));
  };

  const pointAt = (event: PointerEvent): ChartPoint | undefined => {
    const at = host.getBoundingClientRect();
    const [x, y] = [event.clientX - at.left, event.clientY - at.top];
    return nearestPoint(
      picture.points,
      point => {
        const [px, py] = place(point);
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
    canvas.addEventListener(type, event => highlight(pointAt(event)));
  }
  canvas.addEventListener('pointerleave', () => highlight(undefined));
  host.addEventListener('blur', () => highlight(undefined));
  host.addEventListener('keydown', event => {
    if (event.key === 'Escape') highlight(undefined);
    const point = pointByKey(event.key);
    if (point === undefined) return;
    event.preventDefault();
    highlight(point, true);
  });
  /** Paints these, with axes that hold them all. */
  const fit = (next: Partial<Picture>): void => {
    const { points, dimmed } = { ...picture, ...next };
    const all = [...points, ...dimmed];
    const size = sizeOf(host);
    const axis = (of: 'x' | 'y', most: number): ChartAxis =>
      axisOf(
        all.map(point => point[of]),
        most,
      );
    const y = axis('y', size.height / TICK_SPACING_PX.y);
    const x = axis('x', size.width / TICK_SPACING_PX.x);
    paint({ ...next, x, y, area: plotArea(size, tickTexts(y)) });
  };
  new ResizeObserver(() => {
    highlight(undefined);
    const { width, height } = sizeOf(host);
    canvas.width = Math.round(width * devicePixelRatio);
    canvas.height = Math.round(height * devicePixelRatio);
    fit({});
  }).observe(host);
  const schemes$ = merge(
    fromEvent(matchMedia('(prefers-color-scheme: dark)'), 'change'),
    fromEvent(matchMedia('(forced-colors: active)'), 'change'),
  );
  listen(schemes$, () => paint({ colours: chartColours() }));
  addEventListener('scroll', () => highlight(undefined), { passive: true });

  return {
    show: ({ points, dimmed, axes }) => {
      setText(byId('chart-y'), axes.y.name);
      setText(byId('chart-x'), axes.x.name);
      byId('chart-empty').hidden = points.length > 0;
      fit({ points, dimmed, axes });
      const point = points.find(({ key }) => key === picture.highlighted);
      if (point === undefined) highlight(undefined);
      else if (!byId('tooltip').hidden) showTooltip(point, place(point), host);
    },
    highlight: key => paint({ highlighted: key }),
  };
}

const sizeOf = ({ clientWidth, clientHeight }: HTMLElement): { width: number; height: number } => ({
  width: Math.max(1, clientWidth),
  height: Math.max(1, clientHeight),
});
