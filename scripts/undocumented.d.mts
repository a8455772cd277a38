export function undocumented(
  entries: readonly (readonly [name: string, path: string])[],
  read: (path: string) => string,
): readonly string[];
