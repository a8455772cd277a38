/** Makes a line of CSV of the fields of a row. */
export type CsvLine = (fields: readonly unknown[]) => string;

/** First characters of a text that spreadsheets take for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/** A line of CSV: fields are quoted as RFC 4180 has it, where they need it. Nothing is an empty field. */
export const csvLine: CsvLine = fields => `${fields.map(field => quoted(textOf(field))).join(',')}\n`;

/** The same, for spreadsheets: a text that one would take for a formula has `'` in front. Numbers stay as they are. */
export const csvLineForSpreadsheets: CsvLine = fields =>
  csvLine(fields.map(field => (typeof field === 'string' && FORMULA.test(field) ? `'${field}` : field)));

function textOf(value: unknown): string {
  if (value === undefined || value === null || Number.isNaN(value)) return '';
  return typeof value === 'object' ? JSON.stringify(value) : `${value as string | number}`;
}

const quoted = (text: string): string =>
  /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
