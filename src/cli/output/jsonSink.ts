import type { ItemFormats } from './itemFormats.js';
import { jsonText } from '../../words/jsonText.js';
import { collectingSink, type ItemSink } from './itemSink.js';
import type { Writer } from './writer.js';

type Listed<T> = Pick<ItemFormats<T>, 'members' | 'memberOf' | 'toWire'>;

/** One document at the end. */
export function jsonSink<T>(out: Writer, kind: Listed<T>): ItemSink<T> {
  const sink = collectingSink<T>((items, { resumeToken }) =>
    out.write(jsonDocument(listDocument(kind, items, resumeToken))),
  );
  return { ...sink, carriesToken: true };
}

/**
 * A listing as aws-cli writes it: `{ "Steps": […], "NextToken": … }`. `NextToken` is where it can go on, and
 * absent where it is whole.
 */
export function listDocument<T>(
  { members, memberOf = () => members[0], toWire }: Listed<T>,
  items: readonly T[],
  resumeToken: string | undefined,
): object {
  const lists = Object.fromEntries(
    members.map(member => [
      member,
      items.filter(item => memberOf(item) === member).map(item => toWire(item)),
    ]),
  );
  return { ...lists, ...(resumeToken !== undefined && { NextToken: resumeToken }) };
}

/** A value as a document for people and programs. */
export function jsonDocument(value: unknown): string {
  return `${jsonText(value, 4)}\n`;
}
