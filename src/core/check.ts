import { InvalidInputError } from './errors.js';

/** A rule for the value of an option: its text for error messages, and its check. */
export interface Rule {
  readonly must: string;
  readonly holds: (value: unknown) => boolean;
}

/** A whole number between two bounds, both included. */
export function wholeNumber(least: number, most: number = Number.MAX_SAFE_INTEGER): Rule {
  const range =
    most === Number.MAX_SAFE_INTEGER
      ? `of at least ${String(least)}`
      : `from ${String(least)} to ${String(most)}`;
  return {
    must: `must be a whole number ${range}`,
    holds: value => Number.isInteger(value) && (value as number) >= least && (value as number) <= most,
  };
}

/** Milliseconds: `least` or more, finite. */
export function milliseconds(least: 0 | 1 = 0): Rule {
  return {
    must: `must be a finite number of milliseconds, ${String(least)} or more`,
    holds: value => typeof value === 'number' && value >= least && value < Infinity,
  };
}

/** A number above zero, `Infinity` included. */
export const positiveOrInfinity: Rule = {
  must: 'must be a number above 0, or Infinity',
  holds: value => typeof value === 'number' && value > 0,
};

/** A share: a number above 0, and 1 at most. */
export const share: Rule = {
  must: 'must be a number above 0, and 1 at most',
  holds: value => typeof value === 'number' && value > 0 && value <= 1,
};

/** A finite number, `least` or more. */
export function finiteNumber(least: number): Rule {
  return {
    must: `must be a finite number, ${String(least)} or more`,
    holds: value => typeof value === 'number' && value >= least && value < Infinity,
  };
}

/** A finite number above zero. */
export const positive: Rule = {
  must: 'must be a finite number above 0',
  holds: value => typeof value === 'number' && value > 0 && value < Infinity,
};

/** A non-empty list of non-empty strings. */
export const nonEmptyStrings: Rule = {
  must: 'must be a non-empty list of non-empty strings',
  holds: value =>
    Array.isArray(value) && value.length > 0 && value.every(text => typeof text === 'string' && text !== ''),
};

/** A non-empty string. */
export const nonEmptyString: Rule = {
  must: 'must be a non-empty string',
  holds: value => typeof value === 'string' && value.length > 0,
};

/** One of the given strings. */
export function oneOf(...known: readonly string[]): Rule {
  return {
    must: `must be one of ${known.map(text => `'${text}'`).join(', ')}`,
    holds: value => (known as readonly unknown[]).includes(value),
  };
}

/** True or false. */
export const isBoolean: Rule = {
  must: 'must be true or false',
  holds: value => typeof value === 'boolean',
};

/** A `Date` that isn't invalid. */
export const validDate: Rule = {
  must: 'must be a valid Date',
  holds: value => value instanceof Date && !Number.isNaN(value.getTime()),
};

/** An object with a `subscribe` method. */
export const isObservableLike: Rule = {
  must: 'must be an Observable',
  holds: value => typeof (value as { subscribe?: unknown } | null)?.subscribe === 'function',
};

/** An object that isn't a list, with any content. */
export const isObject: Rule = {
  must: 'must be an object',
  holds: value => typeof value === 'object' && value !== null && !Array.isArray(value),
};

/** A function. */
export const isFunction: Rule = {
  must: 'must be a function',
  holds: value => typeof value === 'function',
};

/** Any value, as it is checked elsewhere. */
export const unchecked: Rule = { must: '', holds: () => true };

/**
 * Returns the options if each is known and keeps its rule. An option that is `undefined` counts as absent.
 *
 * Fails with `InvalidInputError`, which names the option as `where.option`.
 */
export function checkOptions<O extends object>(
  where: string,
  options: O | undefined,
  rules: Readonly<Record<keyof O, Rule>>,
): O {
  if (options === undefined) return {} as O;
  if (typeof options !== 'object' || (options as unknown) === null || Array.isArray(options)) {
    throw new InvalidInputError(where, 'must be an object');
  }
  for (const [name, value] of Object.entries(options)) {
    const rule = Object.hasOwn(rules, name) ? rules[name as keyof O] : undefined;
    if (rule === undefined) {
      throw new InvalidInputError(
        `${where}.${name}`,
        `is not known; known are ${Object.keys(rules).join(', ')}`,
      );
    }
    if (value !== undefined && !rule.holds(value)) {
      throw new InvalidInputError(`${where}.${name}`, `${rule.must}; got ${show(value)}`);
    }
  }
  return options;
}

/** Formats a value for an error message, as one short line. */
export function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 80));
  if (typeof value === 'function') return 'a function';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
