import { jsonText } from '../../words/jsonText.js';
import { withoutFormat } from '../../words/withoutFormat.js';

/** Makes a line of CSV of the fields of a row. */
export type CsvLine = (fields: readonly unknown[]) => string;

/** First characters of a text that spreadsheets take for a formula. */
const FORMULA = /^[=+\-@\t\n]/;
/** Line breaks of any system. */
const LINE_BREAK = /\r\n?|[\u2028\u2029]/g;
/** Control characters but tabs and line breaks. */
const CONTROLS = /[^\P{Cc}\t\n]/gu;

/**
 * A line of CSV: fields are quoted as RFC 4180 has it, where they need it. Nothing is an empty field. Texts have neither
 * control characters but tabs and `\n`, nor characters of format, as a file may be printed at a terminal.
 */
export const csvLine: CsvLine = fields => lineOf(fields.map(textOf));

/** The same, for spreadsheets: a text that one would take for a formula has `'` in front. Numbers stay as they are. */
export const csvLineForSpreadsheets: CsvLine = fields =>
  lineOf(
    fields.map(field => {
      const text = textOf(field);
      return typeof field === 'string' && FORMULA.test(text) ? `'${text}` : text;
    }),
  );

const lineOf = (texts: readonly string[]): string => `${texts.map(quoted).join(',')}\n`;

function textOf(value: unknown): string {
  if (value === undefined || value === null || Number.isNaN(value)) return '';
  const text = typeof value === 'object' ? jsonText(value) : `${value as string | number}`;
  return withoutFormat(text).replace(LINE_BREAK, '\n').replace(CONTROLS, '');
}

const quoted = (text: string): string =>
  /[",\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
