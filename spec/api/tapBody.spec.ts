import { expect } from 'chai';
import { tapClient, tapCommands, type Tapped } from '../../src/api/tapBody.js';

type Handler = (args: object) => Promise<{ response: unknown }>;
type Middleware = (next: Handler) => Handler;

/** Sends a command through either kind of tap. The answer is `response`. */
interface Sending {
  readonly tapped: Tapped;
  readonly result: unknown;
  /** Where the middleware was placed. */
  readonly place: unknown;
  /** What the transport was given beside the request. */
  readonly options: unknown;
}

const { signal } = new AbortController();
const request = { hostname: 'there' };

/** A stack of one middleware. */
function stack() {
  let middleware: Middleware = next => next;
  let place: unknown;
  return {
    add: (added: Middleware, where: unknown): void => void ([middleware, place] = [added, where]),
    place: () => place,
    run: (next: Handler, args: object) => middleware(next)(args),
  };
}

async function throughCommand(response: unknown): Promise<Sending> {
  const middlewareStack = stack();
  const tapped: Tapped = { text: undefined, request: undefined };
  let result: unknown;
  let options: unknown;
  const client = {
    send: async (command: object, given?: object) => {
      options = given;
      result = await middlewareStack.run(async () => ({ response }), { ...command, request });
    },
  };
  await tapCommands(client)({ middlewareStack }, signal, tapped);
  return { tapped, result, place: middlewareStack.place(), options };
}

async function throughClient(response: unknown): Promise<Sending> {
  const middlewareStack = stack();
  const tapped: Tapped = { text: undefined, request: undefined };
  let result: unknown;
  let options: unknown;
  const requestHandler = {
    handle: async (_: never, given: object) => {
      options = given;
      return { response };
    },
  };
  const client = {
    middlewareStack,
    config: { requestHandler },
    send: async (command: object, given?: object) => {
      expect(given).undefined;
      const next = (): Promise<never> => Promise.reject(new Error('is not called'));
      result = await middlewareStack.run(next, { ...command, request });
    },
  };
  await tapClient(client)({ input: {} }, signal, tapped);
  return { tapped, result, place: middlewareStack.place(), options };
}

for (const [what, send, name] of [
  ['tapCommands', throughCommand, 'stepstreamBody'],
  ['tapClient', throughClient, 'stepstreamClientBody'],
] as const)
  describe(what, () => {
    it('is nearest to the wire, inside the deserialiser', async () => {
      const { place } = await send({});
      expect(place).deep.equal({ step: 'deserialize', priority: 'low', name });
    });

    it('hands the signal over, and captures the request', async () => {
      const { options, tapped } = await send({});
      expect(options).deep.equal({ abortSignal: signal });
      expect(tapped.request).equal(request);
    });

    it('captures the body of a success, and leaves an empty one', async () => {
      const { tapped, result } = await send({ statusCode: 200, body: '{"Steps":[]}' });
      expect(tapped.text).equal('{"Steps":[]}');
      expect(result).deep.equal({ response: { statusCode: 200, body: new Uint8Array(0) } });
    });

    it('captures an empty body too', async () => {
      expect((await send({ statusCode: 200, body: '' })).tapped.text).equal('');
    });

    for (const response of [
      { statusCode: 400, body: '{}' },
      { statusCode: 200, body: { of: 'another kind' } },
      { body: '{}' },
      undefined,
    ])
      it(`leaves ${JSON.stringify(response)} alone`, async () => {
        const untouched = structuredClone(response);
        const { tapped, result } = await send(response);
        expect(tapped.text).undefined;
        expect(result).deep.equal({ response: untouched });
      });
  });

describe('tapCommands', () => {
  it('captures nothing of a command without a middleware stack', async () => {
    const tapped: Tapped = { text: undefined, request: undefined };
    const output = await tapCommands({ send: async () => 'output' })({}, signal, tapped);
    expect(output).equal('output');
    expect(tapped).deep.equal({ text: undefined, request: undefined });
  });
});

describe('tapClient', () => {
  it('leaves calls alone that others make with the client', async () => {
    const middlewareStack = stack();
    const config = { requestHandler: { handle: () => Promise.reject(new Error('is not called')) } };
    tapClient({ middlewareStack, config, send: () => Promise.reject(new Error('is not called')) });
    const response = { statusCode: 200, body: '{}' };
    expect(await middlewareStack.run(async () => ({ response }), { input: {}, request })).deep.equal({
      response,
    });
  });
});
