import type uPlot from 'uplot';
import { axisPosition, type ChartAxis } from './axis.js';
import type { ChartAxes } from './chartAxes.js';
import type { ChartColours } from './chartColours.js';
import type { ChartPoint, DimmedPoint } from './points.js';
import type { Standing } from './rows.js';

/** All that is painted. */
export interface Picture {
  readonly x: ChartAxis;
  readonly y: ChartAxis;
  readonly axes: ChartAxes;
  readonly points: readonly ChartPoint[];
  readonly dimmed: readonly DimmedPoint[];
  /** The point that the tooltip is about. */
  readonly highlighted: string | undefined;
  readonly colours: ChartColours;
}

type Pixel = readonly [x: number, y: number];

/** Those that matter most are painted last. */
const PAINT_ORDER: readonly Standing[] = ['out', 'open', 'failed', 'fits', 'front', 'pick'];
const RADIUS: Readonly<Record<Standing, number>> = {
  out: 4,
  open: 4,
  failed: 4,
  fits: 5,
  front: 5.5,
  pick: 7,
};
const FULL = 2 * Math.PI;

/** Paints the other job, the front, the points and the pick; the context is left as it was. */
export function paintPoints(plot: uPlot, picture: Picture): void {
  const { ctx } = plot;
  const scale = devicePixelRatio;
  const pixelOf = ({ x, y }: DimmedPoint): Pixel => [
    plot.valToPos(axisPosition(picture.x, x), 'x', true),
    plot.valToPos(axisPosition(picture.y, y), 'y', true),
  ];
  ctx.save();
  ctx.lineJoin = 'round';
  for (const point of picture.dimmed) paintDiamond(ctx, pixelOf(point), 4 * scale, picture.colours);
  const front = picture.points.filter(({ standing }) => standing === 'front' || standing === 'pick');
  paintFront(ctx, front.map(pixelOf), scale, picture.colours);
  for (const standing of PAINT_ORDER) {
    for (const point of picture.points) {
      if (point.standing !== standing) continue;
      paintPoint(ctx, pixelOf(point), standing, scale, picture.colours);
      if (point.key === picture.highlighted)
        paintRing(ctx, pixelOf(point), (RADIUS[standing] + 4) * scale, scale, picture.colours);
    }
  }
  for (const point of picture.points)
    if (point.standing === 'pick') paintName(plot, point, pixelOf(point), picture.colours);
  ctx.restore();
}

/** Writes the name of the pick beside it, on the side where there is room. */
function paintName(plot: uPlot, { row }: ChartPoint, [x, y]: Pixel, { ink, card }: ChartColours): void {
  const { ctx, bbox } = plot;
  const scale = devicePixelRatio;
  ctx.font = `600 ${String(12 * scale)}px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif`;
  ctx.textBaseline = 'middle';
  const gap = 15 * scale;
  const left = x + gap + ctx.measureText(row.place).width > bbox.left + bbox.width;
  ctx.textAlign = left ? 'right' : 'left';
  const at = left ? x - gap : x + gap;
  ctx.strokeStyle = card;
  ctx.lineWidth = 4 * scale;
  ctx.strokeText(row.place, at, y);
  ctx.fillStyle = ink;
  ctx.fillText(row.place, at, y);
}

/** The front as steps: what can be had at a latency is what the point to the left of it has. */
function paintFront(
  ctx: CanvasRenderingContext2D,
  places: readonly Pixel[],
  scale: number,
  { accent }: ChartColours,
): void {
  ctx.beginPath();
  let above: number | undefined;
  for (const [x, y] of places) {
    if (above === undefined) ctx.moveTo(x, y);
    else {
      ctx.lineTo(x, above);
      ctx.lineTo(x, y);
    }
    above = y;
  }
  ctx.strokeStyle = accent;
  ctx.globalAlpha = 0.55;
  ctx.lineWidth = 1.5 * scale;
  ctx.stroke();
  ctx.globalAlpha = 1;
}

function paintPoint(
  ctx: CanvasRenderingContext2D,
  [x, y]: Pixel,
  standing: Standing,
  scale: number,
  { accent, dot, dimmed: dimmed, card }: ChartColours,
): void {
  const radius = RADIUS[standing] * scale;
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, FULL);
  if (standing === 'out' || standing === 'open' || standing === 'failed') {
    ctx.strokeStyle = dimmed;
    ctx.lineWidth = 1.5 * scale;
    ctx.stroke();
    return;
  }
  ctx.fillStyle = standing === 'fits' ? dot : accent;
  ctx.globalAlpha = standing === 'fits' ? 0.75 : 1;
  ctx.fill();
  ctx.globalAlpha = 1;
  if (standing !== 'pick') return;
  ctx.strokeStyle = card;
  ctx.lineWidth = 2 * scale;
  ctx.stroke();
  ctx.beginPath();
  ctx.arc(x, y, radius + 3 * scale, 0, FULL);
  ctx.strokeStyle = accent;
  ctx.lineWidth = 1.75 * scale;
  ctx.stroke();
}

function paintRing(
  ctx: CanvasRenderingContext2D,
  [x, y]: Pixel,
  radius: number,
  scale: number,
  { ink }: ChartColours,
): void {
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, FULL);
  ctx.strokeStyle = ink;
  ctx.lineWidth = 1.5 * scale;
  ctx.stroke();
}

function paintDiamond(
  ctx: CanvasRenderingContext2D,
  [x, y]: Pixel,
  radius: number,
  { soft }: ChartColours,
): void {
  ctx.beginPath();
  ctx.moveTo(x, y - radius);
  ctx.lineTo(x + radius, y);
  ctx.lineTo(x, y + radius);
  ctx.lineTo(x - radius, y);
  ctx.closePath();
  ctx.globalAlpha = 0.6;
  ctx.strokeStyle = soft;
  ctx.lineWidth = 1.25 * (radius / 4);
  ctx.stroke();
  ctx.globalAlpha = 1;
}
