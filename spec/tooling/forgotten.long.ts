import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';

const root = join(import.meta.dirname, '../..');

/** What somebody adds, where, and the files that don't compile until they know it. */
const ADDED: readonly {
  readonly what: string;
  readonly file: string;
  readonly after: string;
  readonly line: string;
  readonly forgotten: readonly string[];
}[] = [
  {
    what: 'an error code',
    file: 'src/core/errorCodes.ts',
    after: `  | 'INVALID_TOKEN'\n`,
    line: `  | 'NEW_CODE'\n`,
    forgotten: ['src/core/errorCodes.ts'],
  },
  {
    what: 'a bound',
    file: 'src/operators/ranking/bounds.ts',
    after: '  readonly maxCostPerHour?: number | undefined;\n',
    line: '  readonly maxNovelty?: number | undefined;\n',
    forgotten: [
      'src/operators/ranking/bounds.ts',
      'src/operators/ranking/boundCheck.ts',
      'src/cli/flags/boundFlags.ts',
    ],
  },
  ...['accessDenied', 'invalidJson', 'missingList', 'extraFields'].map(kind => ({
    what: `a fault beside ${kind}`,
    file: 'src/testing/fault.ts',
    after: `'${kind}'`,
    line: ` | 'novel'`,
    forgotten: [
      'src/testing/fault.ts',
      kind === 'missingList' || kind === 'extraFields'
        ? 'src/testing/faultyAnswer.ts'
        : 'src/testing/faultReply.ts',
    ],
  })),
];

describe('what is added and forgotten elsewhere', () => {
  const tree = mkdtempSync(join(tmpdir(), 'stepstream-forgotten-'));
  before(() => {
    for (const name of ['src', 'package.json', 'tsconfig.json', 'tsconfig.build.json'])
      cpSync(join(root, name), join(tree, name), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
  });
  after(() => rmSync(tree, { recursive: true }));

  /** The files that tsc complains about. */
  function complaints(): readonly string[] {
    try {
      const args = ['-p', 'tsconfig.build.json', '--noEmit', '--pretty', 'false'];
      execFileSync(join(root, 'node_modules/.bin/tsc'), args, { cwd: tree, encoding: 'utf8' });
      return [];
    } catch (error) {
      const { stdout } = error as { readonly stdout: string };
      return [...stdout.matchAll(/^(\S+)\(\d+,\d+\): error/gm)].map(([, file]) => file!);
    }
  }

  it('compiles as it is', () => {
    expect(complaints()).deep.equal([]);
  });

  for (const { what, file, after: place, line, forgotten } of ADDED)
    it(`does not compile: ${what}`, () => {
      const text = readFileSync(join(tree, file), 'utf8');
      expect(text).contain(place);
      writeFileSync(join(tree, file), text.replace(place, `${place}${line}`));
      try {
        expect(complaints()).include.members([...forgotten]);
      } finally {
        writeFileSync(join(tree, file), text);
      }
    });
});
