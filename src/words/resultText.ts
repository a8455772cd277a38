import { isRecommendation } from '../core/recommendationStep.js';
import type { Stat } from '../core/figures.js';
import type { Step } from '../core/step.js';
import { figureReader } from '../operators/ranking/figureReader.js';
import { priceText } from './money.js';
import { grouped, significant } from './numbers.js';

/** What a step has measured, as a terminal shows it in a sentence: prices of a load test, figures of a recommendation. */
export const resultText = (step: Step): string =>
  isRecommendation(step) ? figuresText(step) : priceText(step);

/**
 * The figures of a recommendation in a sentence, as far as they were measured: `270 ms to the first token, 11135 ms a request,
 * 1893 tokens a second, 7.51 requests a second, 88 in flight`. Latencies are those of `stat`, by default p50.
 */
export function figuresText(step: Step, stat?: Stat): string {
  const texts = FIGURE_TEXTS.flatMap(write => write(step, stat) ?? []);
  return texts.length === 0 ? 'nothing measured' : texts.join(', ');
}

type Write = (step: Step, stat: Stat | undefined) => string | undefined;

const latency =
  (figure: 'TimeToFirstToken' | 'RequestLatency', words: string): Write =>
  (step, stat) => {
    const { read, missing } = figureReader(figure, stat);
    const value = read(step);
    const name = missing.stat === 'p50' ? '' : ` ${missing.stat}`;
    return value === undefined ? undefined : `${value.toFixed(0)} ms${name} ${words}`;
  };
const amount =
  (
    figure: 'OutputTokenThroughput' | 'RequestThroughput' | 'ClientSideConcurrency',
    words: string,
    write: (value: number) => string,
  ): Write =>
  step => {
    const value = figureReader(figure).read(step);
    return value === undefined ? undefined : `${write(value)} ${words}`;
  };

const FIGURE_TEXTS: readonly Write[] = [
  latency('TimeToFirstToken', 'to the first token'),
  latency('RequestLatency', 'a request'),
  amount('OutputTokenThroughput', 'tokens a second', value => value.toFixed(0)),
  amount('RequestThroughput', 'requests a second', significant),
  amount('ClientSideConcurrency', 'in flight', grouped),
];
