type Sources = readonly (readonly [path: string, text: string])[];
export function optionRows(
  name: string,
  sources: Sources,
): readonly (readonly [option: string, byDefault: string, meaning: string])[];
export function withOptionTables(
  file: string,
  lines: readonly string[],
  sources: Sources,
): { readonly text: string; readonly complaints: readonly string[] };
