import { expect } from 'chai';
import { Notes } from '../../src/opentelemetry/notes.js';

describe('Notes', () => {
  it('are apart for each listener and each context', () => {
    const [spans, times] = [new Notes<string>(), new Notes<number>()];
    const [first, second] = [{}, {}];
    spans.set(first, 'a');
    times.set(first, 1);
    spans.set(second, 'b');
    expect([spans.get(first), times.get(first)]).deep.equal(['a', 1]);
    expect([spans.get(second), times.get(second)]).deep.equal(['b', undefined]);
  });

  it('are the newest of a listener; a copy of a context has its own', () => {
    const notes = new Notes<string>();
    const context = {};
    notes.set(context, 'call');
    const copy = { ...context };
    notes.set(copy, 'attempt');
    expect([notes.get(context), notes.get(copy)]).deep.equal(['call', 'attempt']);
    notes.set(copy, 'another');
    expect(notes.get(copy)).equal('another');
  });

  it('leave nothing on a context that JSON or a reader of its keys would see', () => {
    const context = { kind: 'wait' };
    new Notes<number>().set(context, 1);
    expect(Object.keys(context)).deep.equal(['kind']);
  });
});
