/** Reads a message of the gateway. */
interface MessageCodec<M> {
  readonly decode: (
    value: unknown,
  ) => { readonly _tag: 'Right'; readonly right: M } | { readonly _tag: 'Left' };
}

/** A message of the gateway; `ignored` for one of a later version, whose type isn't known, `broken` for what is none. */
export function readMessage<M>(
  data: unknown,
  codec: MessageCodec<M>,
  known: Readonly<Record<string, true>>,
): M | 'ignored' | 'broken' {
  try {
    const parsed: unknown = JSON.parse(String(data));
    const type = (parsed as { readonly type?: unknown } | null)?.type;
    if (typeof type === 'string' && !Object.hasOwn(known, type)) return 'ignored';
    const decoded = codec.decode(parsed);
    return decoded._tag === 'Right' ? decoded.right : 'broken';
  } catch {
    return 'broken';
  }
}
