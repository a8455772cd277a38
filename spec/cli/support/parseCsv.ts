/** Reads CSV with a header line, as RFC 4180 has it: a reader of its own, so that it can't share our mistakes. */
export function parseCsv(text: string): Record<string, string>[] {
  const rows: string[][] = [[]];
  const field = /("(?:[^"]|"")*"|[^",\n]*)(,|\n)/gy;
  for (let match = field.exec(text); match !== null; match = field.exec(text)) {
    const [, raw = '', end] = match;
    rows.at(-1)?.push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw);
    if (end === '\n') rows.push([]);
    if (field.lastIndex === text.length) break;
  }
  const [head = [], ...others] = rows.slice(0, -1);
  for (const row of others)
    if (row.length !== head.length) throw new Error(`a row of ${String(row.length)} fields`);
  return others.map(row => Object.fromEntries(head.map((name, i) => [name, row[i]!])));
}
