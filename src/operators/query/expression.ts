import { isObject, isTrue } from './typeOf.js';

/** A compiled expression, or a part of one: what it makes of a value of JSON. Changes nothing of the value. */
export type Expression = (value: unknown) => unknown;

/** The value itself: `@`. */
export const current: Expression = value => value;

/** Always the same: a literal. */
export const constant =
  (literal: unknown): Expression =>
  () =>
    literal;

/** A member of an object by its name, else null. */
export const field =
  (name: string): Expression =>
  value =>
    isObject(value) && Object.hasOwn(value, name) ? (value[name] ?? null) : null;

/** One expression behind the other: `a.b`, `a | b`. */
export const chain =
  (first: Expression, second: Expression): Expression =>
  value =>
    second(first(value));

/** An item of a list, counted from its end where `position` is below zero. */
export const item =
  (position: number): Expression =>
  value =>
    Array.isArray(value) ? ((value as unknown[]).at(position) ?? null) : null;

/** What `each` makes of the items of a list, without nulls: `a[*].b`. */
export const project =
  (list: Expression, each: Expression): Expression =>
  value =>
    present(list(value), each);

/** The same of the values of an object: `a.*.b`. */
export const projectValues =
  (object: Expression, each: Expression): Expression =>
  value => {
    const base = object(value);
    return isObject(base) ? present(Object.values(base), each) : null;
  };

/** The same of those items of which a condition is true: `a[?b].c`. */
export const projectWhere =
  (list: Expression, condition: Expression, each: Expression): Expression =>
  value => {
    const base = list(value);
    return Array.isArray(base)
      ? present(
          base.filter(element => isTrue(condition(element))),
          each,
        )
      : null;
  };

function present(base: unknown, each: Expression): unknown {
  if (!Array.isArray(base)) return null;
  return base.map(element => each(element) ?? null).filter(made => made !== null);
}

/** A list with the items of its lists in their place: `a[]`. */
export const flatten =
  (list: Expression): Expression =>
  value => {
    const base = list(value);
    return Array.isArray(base) ? base.flat() : null;
  };

/** A list of what several expressions make of the value: `[a, b]`. */
export const listOf =
  (parts: readonly Expression[]): Expression =>
  value =>
    (value ?? null) === null ? null : parts.map(part => part(value));

/** An object of what several expressions make of the value: `{x: a, y: b}`. */
export const objectOf =
  (members: readonly (readonly [name: string, part: Expression])[]): Expression =>
  value =>
    (value ?? null) === null ? null : Object.fromEntries(members.map(([name, part]) => [name, part(value)]));

/** The first, unless it isn't true: `a || b`. */
export const either =
  (first: Expression, second: Expression): Expression =>
  value => {
    const made = first(value);
    return isTrue(made) ? made : second(value);
  };

/** The second, unless the first isn't true: `a && b`. */
export const both =
  (first: Expression, second: Expression): Expression =>
  value => {
    const made = first(value);
    return isTrue(made) ? second(value) : made;
  };

/** Whether an expression isn't true of the value: `!a`. */
export const not =
  (part: Expression): Expression =>
  value =>
    !isTrue(part(value));
