interface Manifest {
  readonly name: string;
  readonly exports: Readonly<Record<string, string | { readonly types: string }>>;
}
export function entriesOf(manifest: Manifest): (readonly [name: string, path: string])[];
