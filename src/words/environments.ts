import type { Step } from '../core/step.js';
import { environmentLabel, endpointLabel } from '../core/stepLabel.js';
import { oneLine } from './oneLine.js';

/** A letter for each environment of a container, in the order in which the environments were first seen. */
export type EnvironmentLetters = ReadonlyMap<string, string>;

const ALPHABET = 26;
const FIRST = 'A'.charCodeAt(0);

/**
 * Letters for the environments of these steps, as written out they would fill tables: A, B, … Z, AA. Those that
 * are `known` keep theirs. A step without environment variables has no letter.
 */
export function environmentLetters(
  steps: Iterable<Step>,
  known: EnvironmentLetters = new Map(),
): EnvironmentLetters {
  const environments = new Set([...known.keys(), ...[...steps].map(environmentLabel).filter(Boolean)]);
  return environments.size === known.size
    ? known
    : new Map([...environments].map((environment, i) => [environment, letterAt(i)]));
}

function letterAt(index: number): string {
  const before = index < ALPHABET ? '' : letterAt(Math.floor(index / ALPHABET) - 1);
  return before + String.fromCharCode(FIRST + (index % ALPHABET));
}

/** The letter of a step's environment; empty where it has none. */
export const letterOf = (step: Step, letters: EnvironmentLetters): string =>
  letters.get(environmentLabel(step)) ?? '';

/** The endpoint of a step and the letter of its environment: `ml.c5.xlarge, A`. */
export function shortName(step: Step, letters: EnvironmentLetters, separator = ', '): string {
  const letter = letterOf(step, letters);
  return letter === '' ? endpointLabel(step) : `${endpointLabel(step)}${separator}${letter}`;
}

/** A line for each letter that says what it stands for: `env A: OMP_NUM_THREADS=1`. */
export const environmentLines = (letters: EnvironmentLetters, prefix = 'env '): readonly string[] =>
  [...letters].map(([environment, letter]) => `${prefix}${letter}: ${oneLine(environment)}`);
