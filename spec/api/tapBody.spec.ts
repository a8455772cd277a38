import { expect } from 'chai';
import { tapBody, type Tapped } from '../../src/api/tapBody.js';

type Middleware = (
  next: (args: unknown) => Promise<{ response: unknown }>,
) => (args: unknown) => Promise<unknown>;

/** Taps a command, and lets `response` come through. */
async function tapped(response: unknown): Promise<{ tap: Tapped; result: unknown; placed: unknown }> {
  let through: Middleware | undefined;
  let placed: unknown;
  const command = {
    middlewareStack: {
      add(middleware: Middleware, where: unknown) {
        [through, placed] = [middleware, where];
      },
    },
  };
  const tap = tapBody(command);
  const args = {};
  const result = await through?.(async given => {
    expect(given).equal(args);
    return { response };
  })(args);
  return { tap, result, placed };
}

describe('tapBody', () => {
  it('is nearest to the wire, inside the deserialiser', async () => {
    const { placed } = await tapped({});
    expect(placed).deep.equal({ step: 'deserialize', priority: 'low', name: 'stepstreamBody' });
  });

  it('captures the body of a success, and leaves an empty one', async () => {
    const { tap, result } = await tapped({ statusCode: 200, body: '{"Steps":[]}' });
    expect(tap.text).equal('{"Steps":[]}');
    expect(result).deep.equal({ response: { statusCode: 200, body: new Uint8Array(0) } });
  });

  it('captures an empty body too', async () => {
    expect((await tapped({ statusCode: 200, body: '' })).tap.text).equal('');
  });

  for (const response of [
    { statusCode: 400, body: '{}' },
    { statusCode: 200, body: { of: 'another kind' } },
    { body: '{}' },
    undefined,
  ])
    it(`leaves ${JSON.stringify(response)} alone`, async () => {
      const untouched = structuredClone(response);
      const { tap, result } = await tapped(response);
      expect(tap.text).undefined;
      expect(result).deep.equal({ response: untouched });
    });

  it('captures nothing of a command without a middleware stack', () => {
    expect(tapBody({})).deep.equal({ text: undefined, request: undefined });
  });
});
