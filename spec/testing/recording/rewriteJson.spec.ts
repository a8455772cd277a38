import { expect } from 'chai';
import fc from 'fast-check';
import { rewriteJson, type JsonRewriter } from '../../../src/testing/recording/rewriteJson.js';
import { runs } from '../../support/runs.js';

type Path = readonly string[];
const SAME: JsonRewriter<Path> = {
  within: (path, name) => [...path, name ?? '[]'],
  text: value => value,
  number: literal => literal,
  name: name => name,
};

describe('rewriteJson', () => {
  it('leaves all as it is spelt where no value changes', () => {
    const spelt = ' {"a" : [1.50, 1e3,\n"\\u0041\\/", true , null],"":{ }, "b":"" } ';
    expect(rewriteJson(spelt, [], SAME)).equal(spelt);
  });

  it('changes texts, numbers and names, and nothing else', () => {
    const changed = rewriteJson('{"a": [1, "x", {"a": "x"}], "b":"y"}', [], {
      ...SAME,
      text: value => (value === 'x' ? '"new"' : value),
      number: () => '2',
      name: name => (name === 'b' ? 'c' : name),
    });
    expect(changed).equal('{"a": [2, "\\"new\\"", {"a": "\\"new\\""}], "c":"y"}');
  });

  it('knows the place of each text', () => {
    const places: string[] = [];
    rewriteJson('{"a":["x",{"b":"y"}],"c":"z"}', [] as Path, {
      ...SAME,
      text: (value, path) => {
        places.push(`${path.join('/')} ${value}`);
        return value;
      },
    });
    expect(places).deep.equal(['a/[] x', 'a/[]/b y', 'c z']);
  });

  it('gives what a walk over the parsed value gives', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.nat(3), (value, indent) => {
        const json = JSON.stringify(value, undefined, indent);
        const changed = rewriteJson(json, [], { ...SAME, text: text => `<${text}>` });
        expect(JSON.parse(changed)).deep.equal(JSON.parse(JSON.stringify(marked(value))));
      }),
      { numRuns: runs(60) },
    );
  });

  it('takes a text of some megabytes', () => {
    const json = JSON.stringify({ long: 'x\\"'.repeat(300_000) });
    expect(rewriteJson(json, [], SAME)).equal(json);
  });
});

function marked(value: unknown): unknown {
  if (typeof value === 'string') return `<${value}>`;
  if (Array.isArray(value)) return value.map(marked);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, marked(inner)]));
}
