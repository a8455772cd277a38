import { createHash } from 'node:crypto';

/** Whether a token was shown to it before; remembers it if not. */
export type SeenTokens = (token: string) => boolean;

/**
 * Remembers tokens as hashes of 52 bits, so that a long listing stays small: 40 bytes for each page.
 * Among a million tokens the chance that any two are taken for one is 1 in 9,000.
 */
export function seenTokens(): SeenTokens {
  const hashes = new Set<number>();
  return token => {
    const digest = createHash('sha1').update(token).digest();
    const hash = digest.readUIntBE(0, 6) * 16 + (digest.readUInt8(6) & 15);
    const before = hashes.size;
    return hashes.add(hash).size === before;
  };
}
