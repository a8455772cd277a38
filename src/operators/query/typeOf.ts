/** A JMESPath type, as named by its function `type()`. */
export type TypeName = 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object';

/** Returns the type of a JSON value; that of `undefined` is null. */
export function typeOf(value: unknown): TypeName {
  if (value === undefined || value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value as Exclude<TypeName, 'null' | 'array'>;
}

/** A JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object. */
export const isObject = (value: unknown): value is JsonObject => typeOf(value) === 'object';

/** Whether a value is true in JMESPath: all but null, false, and empty strings, lists and objects. Zero is true. */
export function isTrue(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (isObject(value)) return Object.keys(value).length > 0;
  return value !== undefined && value !== null && value !== false && value !== '';
}
