/** The colours of the chart, as page.css has them for the present scheme. */
export interface ChartColours {
  readonly card: string;
  readonly ink: string;
  readonly soft: string;
  readonly line: string;
  readonly grid: string;
  readonly accent: string;
  readonly dot: string;
  readonly dimmed: string;
}

/** Reads the colours: a canvas knows no custom properties. */
export function chartColours(): ChartColours {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    card: colour('card'),
    ink: colour('ink'),
    soft: colour('soft'),
    line: colour('line'),
    grid: colour('grid'),
    accent: colour('accent'),
    dot: colour('dot'),
    dimmed: colour('dimmed'),
  };
}
