import type { Figure, Stat } from '../../core/figures.js';
import type { Metric } from './metric.js';

/** A figure that an order needs and a step lacks, with the statistic that was asked for. */
export interface MissingFigure {
  readonly kind: 'figure';
  readonly figure: Figure;
  readonly stat: Stat;
}

/** A price that an order needs, as AWS gives none for recommendations: `pricePerHour` knows no price of this type. */
export interface MissingPrice {
  readonly kind: 'price';
  /** Absent where the step names no instance type. */
  readonly instanceType?: string;
}

/** What an order needs and a step lacks: a metric by its name, a figure, or a price. */
export type Missing = Metric | MissingFigure | MissingPrice;
