/** A line of CSV: fields are quoted as RFC 4180 has it, where they need it. Nothing is an empty field. */
export function csvLine(fields: readonly unknown[]): string {
  return `${fields.map(csvField).join(',')}\n`;
}

function csvField(value: unknown): string {
  if (value === undefined || value === null || Number.isNaN(value)) return '';
  const text = typeof value === 'object' ? JSON.stringify(value) : `${value as string | number}`;
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
