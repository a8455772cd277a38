/** Freezes a value and all that it holds: who changes it then throws. */
export function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const key of Reflect.ownKeys(value))
    freeze<unknown>(Object.getOwnPropertyDescriptor(value, key)?.value);
  return value;
}
