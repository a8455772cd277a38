import type { Paint } from '../process/terminal.js';
import { fitLine, widthOf, type Span } from './fitLine.js';
import { wrapText } from './wrapText.js';

const INDENT = '    ';

/**
 * A line for a narrow terminal. Where it is too long, the first span, a name, is a line of its own, and the others follow
 * below it, broken between words; a text without a name is broken itself.
 */
export function stackLine(
  spans: readonly Span[],
  columns: number,
  paint: Paint,
  isNamed: boolean = spans.length > 1,
): readonly string[] {
  const fit = (...line: readonly Span[]): string => fitLine(line, columns, paint);
  if (widthOf(spans.map(textOf).join('')) <= columns) return [fit(...spans)];
  const [name, ...others] = isNamed ? spans : ['', ...spans];
  const said = others.filter(span => textOf(span).trim() !== '');
  const style = said.length === 1 ? said.map(styleOf)[0] : undefined;
  const text = others.map(textOf).join('').trim();
  const indent = isNamed ? INDENT : '';
  const below = wrapText(`${indent}${text}`, columns, indent === '' ? '  ' : indent);
  return [
    ...(name === undefined || name === '' ? [] : [fit(name)]),
    ...below.map(line => fit(style === undefined ? line : [style, line])),
  ];
}

const textOf = (span: Span): string => (typeof span === 'string' ? span : span[1]);
const styleOf = (span: Span): Parameters<Paint>[0] | undefined =>
  typeof span === 'string' ? undefined : span[0];
