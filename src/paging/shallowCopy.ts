/** Copies an options object, so that changing it later has no effect. Returns any other value as it is. */
export function shallowCopy<T>(options: T): T {
  return typeof options === 'object' && options !== null && !Array.isArray(options)
    ? { ...options }
    : options;
}
