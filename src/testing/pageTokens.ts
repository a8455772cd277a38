import { createCipheriv, createDecipheriv, createHash, createHmac } from 'node:crypto';
import { invalid } from './serviceFault.js';

/** Makes and reads page tokens. */
export interface PageTokens {
  /** A token for `offset` of the listing `binding`. Another `nonce` gives another token for the same offset. */
  readonly issue: (binding: string, offset: number, nonce?: number) => string;
  /** The offset of a token. Throws a ValidationException for a token of another listing. */
  readonly read: (binding: string, token: string) => number;
}

/**
 * Opaque page tokens, encrypted and authenticated: the same ones for the same seed.
 *
 * A token is bound to its listing (operation, job and filters) and not to the size of the pages.
 */
export function pageTokens(seed: number): PageTokens {
  const key = createHash('sha256')
    .update(`page tokens ${String(seed)}`)
    .digest();
  const short = remembered(binding => createHash('sha256').update(binding).digest('base64url').slice(0, 12));
  const sealed = remembered(text => seal(key, text));
  const opened = remembered(token => open(key, token));
  return {
    issue: (binding, offset, nonce = 0) => sealed([short(binding), offset, nonce].join(' ')),
    read: (binding, token) => {
      const [bound, offset] = opened(token).split(' ');
      if (bound !== short(binding)) throw invalid('Invalid NextToken: it belongs to another request.');
      return Number(offset);
    },
  };
}

/** Number of results that are remembered before all are forgotten. */
const MAX_REMEMBERED = 10_000;

/** The same function, which remembers its results. */
function remembered(of: (text: string) => string): (text: string) => string {
  const results = new Map<string, string>();
  return text => {
    const known = results.get(text);
    if (known !== undefined) return known;
    if (results.size >= MAX_REMEMBERED) results.clear();
    const result = of(text);
    results.set(text, result);
    return result;
  };
}

function seal(key: Buffer, text: string): string {
  const iv = createHmac('sha256', key).update(text).digest().subarray(0, 12);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, sealed, cipher.getAuthTag()]).toString('base64url');
}

function open(key: Buffer, token: string): string {
  try {
    const bytes = Buffer.from(token, 'base64url');
    if (bytes.toString('base64url') !== token) throw new RangeError('not base64url');
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(-16));
    return decipher.update(bytes.subarray(12, -16), undefined, 'utf8') + decipher.final('utf8');
  } catch {
    throw invalid('Invalid NextToken.');
  }
}
