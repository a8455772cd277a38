import { show } from './places.js';

/** How many steps the jobs of fixed cases have. */
export const SIZE = 35;

/** Scripts of steps that say their own number. */
export const numbered = (size: number): { readonly environment: { readonly STEP: string } }[] =>
  Array.from({ length: size }, (_, index) => ({ environment: { STEP: String(index) } }));

/** The numbers of such steps, as text: `0-9 12`. */
export const numbers = (steps: readonly unknown[]): string => show(steps.map(numberOf));

interface Numbered {
  readonly InferenceBenchmark: {
    readonly ModelConfiguration: { readonly EnvironmentParameters: readonly { readonly Value: string }[] };
  };
}

function numberOf(step: unknown): number {
  const [parameter] = (step as Numbered).InferenceBenchmark.ModelConfiguration.EnvironmentParameters;
  return Number(parameter?.Value);
}
