import { isObject, isTrue } from './typeOf.js';

/** A compiled expression, or a part of one: evaluates it over a JSON value, which it doesn't change. */
export type Expression = (value: unknown) => unknown;

/** The value itself: `@`. */
export const current: Expression = value => value;

/** A literal. */
export const constant =
  (literal: unknown): Expression =>
  () =>
    literal;

/** A member of an object by its name; null for any other value. */
export const field =
  (name: string): Expression =>
  value =>
    isObject(value) && Object.hasOwn(value, name) ? (value[name] ?? null) : null;

/** The second expression over the result of the first: `a.b`, `a | b`. */
export const chain =
  (first: Expression, second: Expression): Expression =>
  value =>
    second(first(value));

/** An item of a list, counted from its end where `position` is below zero. */
export const item =
  (position: number): Expression =>
  value =>
    Array.isArray(value) ? ((value as unknown[]).at(position) ?? null) : null;

/** The results of `each` over the items of a list, without nulls: `a[*].b`. */
export const project =
  (list: Expression, each: Expression): Expression =>
  value =>
    present(list(value), each);

/** The results of `each` over the values of an object, without nulls: `a.*.b`. */
export const projectValues =
  (object: Expression, each: Expression): Expression =>
  value => {
    const base = object(value);
    return isObject(base) ? present(Object.values(base), each) : null;
  };

/** The results of `each` over the items that meet a condition, without nulls: `a[?b].c`. */
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

/** A list in which nested lists are replaced by their items, one level deep: `a[]`. */
export const flatten =
  (list: Expression): Expression =>
  value => {
    const base = list(value);
    return Array.isArray(base) ? base.flat() : null;
  };

/** A list of the results of several expressions: `[a, b]`. */
export const listOf =
  (parts: readonly Expression[]): Expression =>
  value =>
    (value ?? null) === null ? null : parts.map(part => part(value));

/** An object of the results of several expressions: `{x: a, y: b}`. */
export const objectOf =
  (members: readonly (readonly [name: string, part: Expression])[]): Expression =>
  value =>
    (value ?? null) === null ? null : Object.fromEntries(members.map(([name, part]) => [name, part(value)]));

/** The first result where it is true, else the second: `a || b`. */
export const either =
  (first: Expression, second: Expression): Expression =>
  value => {
    const made = first(value);
    return isTrue(made) ? made : second(value);
  };

/** The second result where the first is true, else the first: `a && b`. */
export const both =
  (first: Expression, second: Expression): Expression =>
  value => {
    const made = first(value);
    return isTrue(made) ? second(value) : made;
  };

/** Whether the result of an expression isn't true: `!a`. */
export const not =
  (part: Expression): Expression =>
  value =>
    !isTrue(part(value));
