import { expect } from 'chai';
import { jsonText } from '../../src/words/jsonText.js';

describe('jsonText', () => {
  it('escapes what a terminal would obey, and means the same text', () => {
    const text = 'a\u001bb\u007f\u0085\u009f\u2028\u2029\u202e\u200b\u{e0041}ü日😀';
    const json = jsonText({ text });
    expect(json).equal(
      '{"text":"a\\u001bb\\u007f\\u0085\\u009f\\u2028\\u2029\\u202e\\u200b\\udb40\\udc41ü日😀"}',
    );
    expect(JSON.parse(json)).deep.equal({ text });
  });

  it('indents, and writes null for nothing', () => {
    expect(jsonText([1], 4)).equal('[\n    1\n]');
    expect(jsonText(undefined)).equal('null');
  });
});
