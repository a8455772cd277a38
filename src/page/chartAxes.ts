import type { Choice } from './choice.js';

/** What an axis of the chart is called, and how a figure beside it is written. */
export interface AxisText {
  readonly name: string;
  readonly tick: (figure: string) => string;
}

/** The texts of both axes. */
export interface ChartAxes {
  readonly x: AxisText;
  readonly y: AxisText;
}

const inMs = (figure: string): string => `${figure} ms`;
const inDollars = (figure: string): string => `$${figure}`;

/** The axes of what is chosen: latency and cost of load tests, first token and tokens a second of recommendations. */
export function chartAxes(choice?: Choice): ChartAxes {
  if (choice?.kind === 'recommendation') {
    return {
      x: { name: `time to first token, ${choice.stat}`, tick: inMs },
      y: { name: 'output tokens a second', tick: figure => figure },
    };
  }
  const isMonthly = choice?.monthly !== undefined;
  const cost = isMonthly ? 'US dollars per month' : 'US dollars per million inferences';
  return { x: { name: 'latency', tick: inMs }, y: { name: cost, tick: inDollars } };
}
