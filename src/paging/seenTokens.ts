import { createHash } from 'node:crypto';

/** Answers whether it was given the same token before, and remembers the token. */
export type SeenTokens = (token: string) => boolean;

/**
 * Remembers tokens as hashes of 52 bits, so that a long listing takes little memory: 40 bytes for each page.
 * Among a million tokens, the chance that any two have the same hash is 1 in 9,000.
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
