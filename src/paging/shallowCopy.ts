/** A copy of an options object, so that changing it later changes nothing; anything else as it is. */
export function shallowCopy<T>(options: T): T {
  return typeof options === 'object' && options !== null && !Array.isArray(options)
    ? { ...options }
    : options;
}
