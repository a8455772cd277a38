import type { Step } from '../core/step.js';
import { environmentLabel, endpointLabel } from '../core/stepLabel.js';

/** A letter for each environment of a container: written out they would fill the page. */
export type Letters = ReadonlyMap<string, string>;

const ALPHABET = 26;
const FIRST = 65;

/** Letters for the environments of these steps, in the order in which they come: A, B … Z, AA. */
export function lettersOf(steps: readonly Step[]): Letters {
  const environments = new Set(steps.map(environmentLabel).filter(Boolean));
  return new Map([...environments].map((environment, i) => [environment, letterAt(i)]));
}

function letterAt(i: number): string {
  const before = i < ALPHABET ? '' : letterAt(Math.floor(i / ALPHABET) - 1);
  return before + String.fromCharCode(FIRST + (i % ALPHABET));
}

/** Where a step ran, and the letter of its environment: `ml.c5.xlarge, A`. */
export function shortName(step: Step, letters: Letters): string {
  const letter = letters.get(environmentLabel(step));
  return letter === undefined ? endpointLabel(step) : `${endpointLabel(step)}, ${letter}`;
}
