import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';

const folder = join(import.meta.dirname, '../../.github/ISSUE_TEMPLATE');

interface Form {
  readonly name?: string;
  readonly description?: string;
  readonly body?: readonly {
    readonly type: string;
    readonly id?: string;
    readonly attributes: { readonly label?: string; readonly value?: string };
  }[];
}

describe('.github/ISSUE_TEMPLATE', () => {
  const forms = readdirSync(folder).filter(name => name !== 'config.yml');

  it('has forms for bugs and for changes', () => {
    expect(forms).have.members(['bug.yml', 'feature.yml']);
  });

  for (const name of forms)
    it(`has in ${name} what GitHub asks of a form`, () => {
      const form = parse(readFileSync(join(folder, name), 'utf8')) as Form;
      expect([form.name, form.description]).satisfies((texts: string[]) =>
        texts.every(text => text.length > 2),
      );
      const questions = form.body!.filter(({ type }) => type !== 'markdown');
      expect(questions).not.empty;
      for (const { type, attributes } of form.body!) {
        expect(['markdown', 'textarea', 'input']).include(type);
        expect(type === 'markdown' ? attributes.value : attributes.label).a('string').and.not.empty;
      }
      const ids = questions.map(({ id }) => id);
      expect(new Set(ids)).property('size', questions.length).above(0);
      expect(ids).not.include(undefined);
    });
});
