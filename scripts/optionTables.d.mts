export function withOptionTables(
  file: string,
  lines: readonly string[],
  sources: readonly (readonly [path: string, text: string])[],
): { readonly text: string; readonly complaints: readonly string[] };
