import { grouped } from '../words/numbers.js';

/** An axis of the chart. Positions on it are logarithms where the figures span much, else the figures. */
export interface ChartAxis {
  readonly logarithmic: boolean;
  /** The ends, as positions. */
  readonly from: number;
  readonly to: number;
  /** Figures to be written beside the axis, and where they stand. */
  readonly ticks: readonly { readonly value: number; readonly at: number }[];
}

/** From this ratio on, a linear axis would press the small figures together. */
const LOGARITHMIC_FROM_RATIO = 6;
/** Margin at the ends of an axis, as a share of its span. */
const MARGIN = 0.06;
const STEPS = [1, 2, 5];
/** Of figures that hardly differ, an axis shows this share of them at least. */
const SMALLEST_SPAN = 0.05;

/** The axis for figures above zero, with at most `maxTicks` ticks, but for a narrow axis with two. */
export function axisOf(figures: readonly number[], maxTicks: number): ChartAxis {
  const low = Math.min(...figures);
  const high = Math.max(...figures);
  if (!(low > 0) || high === Infinity) return { logarithmic: false, from: 0, to: 1, ticks: [] };
  return high / low >= LOGARITHMIC_FROM_RATIO
    ? logAxis(low, high, maxTicks)
    : linearAxis(low, high, maxTicks);
}

/** The figures of an axis as text, all with as many decimals as one of them needs. */
export function tickTexts({ ticks, logarithmic }: ChartAxis): readonly string[] {
  const needed = ticks.map(({ value }) => String(value).split('.')[1]?.length ?? 0);
  const most = Math.max(0, ...needed);
  return ticks.map(({ value }, i) => grouped(value, logarithmic ? (needed[i] ?? 0) : most));
}

/** Where a figure stands on an axis. */
export const axisPosition = ({ logarithmic }: ChartAxis, value: number): number =>
  logarithmic ? Math.log10(value) : value;

function logAxis(low: number, high: number, maxTicks: number): ChartAxis {
  const [a, b] = [Math.log10(low), Math.log10(high)];
  const margin = (b - a) * MARGIN;
  const [from, to] = [a - margin, b + margin];
  const ticksAt = (steps: readonly number[]): ChartAxis['ticks'] => {
    const ticks = [];
    for (let power = Math.floor(from); power <= to; power += 1) {
      for (const step of steps) {
        const value = Number((step * 10 ** power).toPrecision(1));
        const at = Math.log10(value);
        if (at >= from && at <= to) ticks.push({ value, at });
      }
    }
    return ticks;
  };
  const choices = [STEPS, [1, 3], [1]].map(ticksAt);
  const fitting = choices.find(({ length }) => length <= maxTicks) ?? choices.at(-1);
  return { logarithmic: true, from, to, ticks: fitting ?? [] };
}

function linearAxis(low: number, high: number, maxTicks: number): ChartAxis {
  const span = Math.max(high - low, high * SMALLEST_SPAN);
  const from = Math.max(0, low - span * MARGIN * 2);
  const to = high + span * MARGIN * 2;
  const step = stepFor((to - from) / maxTicks);
  const ticks = [];
  for (let i = Math.ceil(from / step); i * step <= to; i += 1) {
    const value = Number((i * step).toPrecision(6));
    ticks.push({ value, at: value });
  }
  return { logarithmic: false, from, to, ticks };
}

/** The next 1, 2 or 5 times a power of ten. */
function stepFor(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return (STEPS.find(step => step * power >= least) ?? 10) * power;
}
