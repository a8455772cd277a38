import { tickTexts } from './axis.js';
import type { Picture } from './paintPoints.js';
import { pixelX, pixelY, textX } from './plotArea.js';

/** Distance between figures and the area, in CSS pixels. */
const GAP_PX = 8;

/** A line of one pixel is sharp only between two of them. */
const sharp = (pixel: number): number => Math.round(pixel) - 0.5;

/** Paints the grid, and the figures below it and to its left. */
export function paintAxes(ctx: CanvasRenderingContext2D, { x, y, axes, area, colours }: Picture): void {
  ctx.font = '12px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';
  ctx.fillStyle = colours.soft;
  ctx.strokeStyle = colours.grid;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.textAlign = 'center';
  ctx.textBaseline = 'top';
  for (const [i, text] of tickTexts(x).entries()) {
    const at = pixelX(area, x, x.ticks[i]?.at ?? NaN);
    ctx.moveTo(sharp(at), area.top);
    ctx.lineTo(sharp(at), area.bottom);
    const shown = axes.x.tick(text);
    ctx.fillText(shown, textX(area, at, ctx.measureText(shown).width), area.bottom + GAP_PX);
  }
  ctx.textAlign = 'right';
  ctx.textBaseline = 'middle';
  for (const [i, text] of tickTexts(y).entries()) {
    const at = pixelY(area, y, y.ticks[i]?.at ?? NaN);
    ctx.moveTo(area.left, sharp(at));
    ctx.lineTo(area.right, sharp(at));
    ctx.fillText(axes.y.tick(text), area.left - GAP_PX, at);
  }
  ctx.stroke();
}
