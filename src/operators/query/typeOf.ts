/** A type of JMESPath, as its function `type()` names it. */
export type TypeName = 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object';

/** The type of a value of JSON. What is absent is null. */
export function typeOf(value: unknown): TypeName {
  if (value === undefined || value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value as Exclude<TypeName, 'null' | 'array'>;
}

/** An object of JSON. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value is an object of JSON. */
export const isObject = (value: unknown): value is JsonObject => typeOf(value) === 'object';

/** Whether a filter keeps a value: all but null, false, and empty texts, lists and objects. Zero counts. */
export function isTrue(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (isObject(value)) return Object.keys(value).length > 0;
  return value !== undefined && value !== null && value !== false && value !== '';
}
