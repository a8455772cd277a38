/** The same function, computed once for each object that it is given. */
export function once<K extends object, V>(of: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, { readonly value: V }>();
  return key => {
    let entry = known.get(key);
    if (entry === undefined) known.set(key, (entry = { value: of(key) }));
    return entry.value;
  };
}
