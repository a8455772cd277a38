import type { ChartAxes } from './chartAxes.js';
import type { ChartColours } from './chartColours.js';
import { pixelOf, type Axes, type Pixel, type PlotArea } from './plotArea.js';
import type { ChartPoint, DimmedPoint } from './points.js';
import type { Standing } from './rows.js';

/** All that is painted. */
export interface Picture extends Axes {
  readonly axes: ChartAxes;
  readonly area: PlotArea;
  readonly points: readonly ChartPoint[];
  readonly dimmed: readonly DimmedPoint[];
  /** The point that the tooltip is about. */
  readonly highlighted: string | undefined;
  readonly colours: ChartColours;
}

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
/** Half the width of a point of the other job, in CSS pixels. */
const DIAMOND_PX = 4;
/** Distance between the pick and its name, in CSS pixels. */
const NAME_GAP_PX = 15;
const FULL = 2 * Math.PI;

/** Paints the other job, the front, the points and the pick. */
export function paintPoints(ctx: CanvasRenderingContext2D, picture: Picture): void {
  const { points, dimmed, area, colours, highlighted } = picture;
  const pixel = (point: DimmedPoint): Pixel => pixelOf(area, picture, point);
  ctx.lineJoin = 'round';
  for (const point of dimmed) paintDiamond(ctx, pixel(point), colours);
  const front = points.filter(({ standing }) => standing === 'front' || standing === 'pick');
  paintFront(ctx, front.map(pixel), colours);
  for (const standing of PAINT_ORDER) {
    for (const point of points) {
      if (point.standing !== standing) continue;
      paintPoint(ctx, pixel(point), standing, colours);
      if (point.key === highlighted) paintRing(ctx, pixel(point), RADIUS[standing] + 4, colours);
    }
  }
  for (const point of points) if (point.standing === 'pick') paintName(ctx, point, pixel(point), picture);
}

/** Writes the name of the pick beside it, on the side where there is room. */
function paintName(
  ctx: CanvasRenderingContext2D,
  { row }: ChartPoint,
  [x, y]: Pixel,
  { area, colours }: Picture,
): void {
  ctx.font = '600 12px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';
  ctx.textBaseline = 'middle';
  const left = x + NAME_GAP_PX + ctx.measureText(row.place).width > area.right;
  ctx.textAlign = left ? 'right' : 'left';
  const at = left ? x - NAME_GAP_PX : x + NAME_GAP_PX;
  ctx.strokeStyle = colours.card;
  ctx.lineWidth = 4;
  ctx.strokeText(row.place, at, y);
  ctx.fillStyle = colours.ink;
  ctx.fillText(row.place, at, y);
}

/** The front as steps: what can be had at a latency is what the point to the left of it has. */
function paintFront(ctx: CanvasRenderingContext2D, places: readonly Pixel[], { accent }: ChartColours): void {
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
  ctx.lineWidth = 1.5;
  ctx.stroke();
  ctx.globalAlpha = 1;
}

function paintPoint(
  ctx: CanvasRenderingContext2D,
  [x, y]: Pixel,
  standing: Standing,
  { accent, dot, dimmed: dimmed, card }: ChartColours,
): void {
  const radius = RADIUS[standing];
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, FULL);
  if (standing === 'out' || standing === 'open' || standing === 'failed') {
    ctx.strokeStyle = dimmed;
    ctx.lineWidth = 1.5;
    ctx.stroke();
    return;
  }
  ctx.fillStyle = standing === 'fits' ? dot : accent;
  ctx.globalAlpha = standing === 'fits' ? 0.75 : 1;
  ctx.fill();
  ctx.globalAlpha = 1;
  if (standing !== 'pick') return;
  ctx.strokeStyle = card;
  ctx.lineWidth = 2;
  ctx.stroke();
  ctx.beginPath();
  ctx.arc(x, y, radius + 3, 0, FULL);
  ctx.strokeStyle = accent;
  ctx.lineWidth = 1.75;
  ctx.stroke();
}

function paintRing(
  ctx: CanvasRenderingContext2D,
  [x, y]: Pixel,
  radius: number,
  { ink }: ChartColours,
): void {
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, FULL);
  ctx.strokeStyle = ink;
  ctx.lineWidth = 1.5;
  ctx.stroke();
}

function paintDiamond(ctx: CanvasRenderingContext2D, [x, y]: Pixel, { soft }: ChartColours): void {
  ctx.beginPath();
  ctx.moveTo(x, y - DIAMOND_PX);
  ctx.lineTo(x + DIAMOND_PX, y);
  ctx.lineTo(x, y + DIAMOND_PX);
  ctx.lineTo(x - DIAMOND_PX, y);
  ctx.closePath();
  ctx.globalAlpha = 0.6;
  ctx.strokeStyle = soft;
  ctx.lineWidth = 1.25;
  ctx.stroke();
  ctx.globalAlpha = 1;
}
