/** An entry of a stream. */
export interface StreamEntry {
  readonly id: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** What was read of one stream, in order. */
export interface StreamRead {
  readonly stream: string;
  readonly entries: readonly StreamEntry[];
}

/**
 * Reads a reply to XREAD in whichever form the client gives it: lists of lists (ioredis, and RESP2 as it is sent), lists
 * of `{ name, messages }` (node-redis), an object or a Map by the names of streams (RESP3).
 */
export function streamReads(reply: unknown): readonly StreamRead[] {
  return pairsOf(reply, 'name', 'messages').map(([stream, entries]) => ({
    stream: String(stream),
    entries: pairsOf(entries, 'id', 'message').map(([id, fields]) => ({
      id: String(id),
      fields: Object.fromEntries(fieldsOf(fields)),
    })),
  }));
}

type Pair = readonly [unknown, unknown];

function pairsOf(value: unknown, first: string, second: string): readonly Pair[] {
  if (!Array.isArray(value)) return entriesOf(value);
  return value.map((item: unknown): Pair => {
    if (Array.isArray(item)) return [item[0], item[1]];
    const named = item as Readonly<Record<string, unknown>>;
    return [named[first], named[second]];
  });
}

function fieldsOf(value: unknown): readonly (readonly [string, string])[] {
  const pairs = Array.isArray(value) ? flatPairs(value) : entriesOf(value);
  return pairs.map(([name, text]) => [String(name), String(text)]);
}

function flatPairs(list: readonly unknown[]): readonly Pair[] {
  return list.flatMap((item, i): readonly Pair[] => (i % 2 === 0 ? [[item, list[i + 1]]] : []));
}

function entriesOf(value: unknown): readonly Pair[] {
  if (value instanceof Map) return [...(value as Map<unknown, unknown>)];
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}
