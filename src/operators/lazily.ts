/** An object whose fields are computed when they are first looked at, each once. */
export function lazily<T extends object>(makers: { readonly [K in keyof T]: () => T[K] }): T {
  const fields = Object.entries<() => unknown>(makers).map(([name, make]) => {
    let made: { readonly value: unknown } | undefined;
    return [name, { enumerable: true, get: () => (made ??= { value: make() }).value }];
  });
  return Object.defineProperties({}, Object.fromEntries(fields) as PropertyDescriptorMap) as T;
}
