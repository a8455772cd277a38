import { axisPosition, type ChartAxis } from './axis.js';

/** The part of the chart in which points stand, in CSS pixels from the chart's upper left corner. */
export interface PlotArea {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Figures of a point, one for each axis. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** A position in CSS pixels from the chart's upper left corner. */
export type Pixel = readonly [x: number, y: number];

/** Both axes. */
export interface Axes {
  readonly x: ChartAxis;
  readonly y: ChartAxis;
}

/** Least width of the axis on the left, so that the chart seldom moves, and its width beside the figures, in CSS pixels. */
const LEAST_AXIS_WIDTH_PX = 52;
const AXIS_MARGIN_PX = 12;
/** Width of the widest digit among the fonts of the systems, in CSS pixels. */
const DIGIT_WIDTH_PX = 7.7;
/** Height of the axis below, and margins at the other two sides, in CSS pixels. */
const AXIS_HEIGHT_PX = 24;
const TOP_PX = 8;
const RIGHT_PX = 12;

/** Where the middle of a text below the axis stands, so that the last one ends within the chart. */
export const textX = ({ right }: PlotArea, at: number, width: number): number =>
  Math.min(at, right + RIGHT_PX - width / 2);

/** The area of a chart of this size beside the figures of its upward axis: `$100,000` needs more than `$0.5`. */
export function plotArea(
  { width, height }: { readonly width: number; readonly height: number },
  figures: readonly string[],
): PlotArea {
  const longest = Math.max(0, ...figures.map(({ length }) => length));
  const left = Math.max(LEAST_AXIS_WIDTH_PX, longest * DIGIT_WIDTH_PX + AXIS_MARGIN_PX);
  return {
    left,
    right: Math.max(left, width - RIGHT_PX),
    top: TOP_PX,
    bottom: Math.max(TOP_PX, height - AXIS_HEIGHT_PX),
  };
}

/** Where a position on the axis to the right stands. */
export const pixelX = ({ left, right }: PlotArea, { from, to }: ChartAxis, at: number): number =>
  left + ((at - from) / (to - from)) * (right - left);

/** Where a position on the upward axis stands. */
export const pixelY = ({ top, bottom }: PlotArea, { from, to }: ChartAxis, at: number): number =>
  bottom - ((at - from) / (to - from)) * (bottom - top);

/** Where a point stands. */
export const pixelOf = (area: PlotArea, { x, y }: Axes, place: Place): Pixel => [
  pixelX(area, x, axisPosition(x, place.x)),
  pixelY(area, y, axisPosition(y, place.y)),
];
