import { expect } from 'chai';
import { PassThrough, Readable } from 'node:stream';
import { readBody } from '../../src/api/readBody.js';
import { failure } from '../support/failure.js';

const WORDS = '{"a": "größer als 1 €"}';
const bytes = new TextEncoder().encode(WORDS);
// Cut inside a letter of several bytes.
const chunks = [bytes.subarray(0, 10), bytes.subarray(10)];

async function* generate(): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

describe('readBody', () => {
  const bodies: readonly (readonly [what: string, body: () => unknown])[] = [
    ['a string', () => WORDS],
    ['bytes', () => bytes],
    ['bytes in the middle of a buffer', () => new TextEncoder().encode(`..${WORDS}..`).subarray(2, -2)],
    ['a Node stream', () => Readable.from(chunks)],
    ['a Node stream of one chunk', () => Readable.from([bytes])],
    ['a Node stream of strings', () => Readable.from([WORDS.slice(0, 5), WORDS.slice(5)])],
    ['a web stream', () => new Response(bytes).body],
    ['a web stream of several chunks', () => Readable.toWeb(Readable.from(chunks))],
    ['an async iterable', generate],
  ];
  for (const [what, body] of bodies)
    it(`reads ${what}`, async () => {
      expect(await readBody(body())).equal(WORDS);
    });

  it('reads nothing as an empty text', async () => {
    expect(await readBody(Readable.from([]))).equal('');
    expect(await readBody(new Uint8Array(0))).equal('');
  });

  for (const body of [undefined, null, 7, true, {}, { on: 'a text' }])
    it(`leaves ${JSON.stringify(body)} alone`, async () => {
      expect(await readBody(body)).undefined;
    });

  it('fails as the stream fails', async () => {
    const error = new Error('broken');
    const body = new PassThrough();
    body.write('{');
    const reading = failure(readBody(body));
    body.destroy(error);
    expect(await reading).equal(error);
  });

  it('fails as a web stream fails', async () => {
    const error = new Error('broken');
    const body = new ReadableStream({
      pull(controller) {
        controller.error(error);
      },
    });
    expect(await failure(readBody(body))).equal(error);
  });

  it('fails where the stream closes before its end', async () => {
    const body = new PassThrough();
    body.write('{');
    const reading = failure(readBody(body));
    body.destroy();
    expect(await reading).include({ code: 'ECONNRESET', message: 'the body ended early' });
  });
});
