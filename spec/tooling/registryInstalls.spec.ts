import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { registryInstalls } from '../../scripts/registryInstalls.mjs';

const root = join(import.meta.dirname, '../..');
/** What users read or run. */
const TEXTS = [
  ...readdirSync(root).filter(name => name.endsWith('.md')),
  ...['action.yml', 'compose.yaml', 'Dockerfile', 'package.json', '.ci', '.github'],
  ...['bench', 'docs', 'findings', 'scripts', 'src'],
];
/** Written in parts, so that this file has none itself. */
const NAME = ['step', 'stream'].join('');

describe('tooling: what would be taken from a registry', () => {
  for (const command of [
    `npm install ${NAME} rxjs`,
    `npm i --save-dev ${NAME}@latest`,
    `npm install --global ${NAME}   # the command`,
    `npm --silent install ${NAME}`,
    `yarn add ${NAME}@^0.1.0`,
    `npx ${NAME} best my-job`,
    `npx --yes ${NAME}@0.1.0 best`,
    `npm exec -- ${NAME} best`,
    `npx -p ${NAME} -c 'true'`,
    `pnpm dlx ${NAME}`,
    `"${NAME}": "^0.1.0"`,
  ])
    it(`finds: ${command}`, () => {
      expect(registryInstalls('a.md', `fine\nRun \`${command}\` now`)).length(1);
      expect(registryInstalls('a.md', `fine\n${command}`)[0]).match(/^a\.md:2: /);
    });

  for (const command of [
    `npm install ./${NAME}-0.1.0.tgz rxjs`,
    `npm install /packed/*.tgz && node ${NAME}`,
    `npx --no ${NAME} best my-job`,
    `npm install ws # beside ${NAME}`,
    `npm install; ${NAME} best`,
    `npx mocha spec/${NAME}`,
    `"${NAME}": "./dist/cli/${NAME}.js"`,
    `"${NAME}": "file:../${NAME}-0.1.0.tgz"`,
  ])
    it(`lets: ${command}`, () => {
      expect(registryInstalls('a.md', command)).deep.equal([]);
    });

  it('finds nothing in any text of the repository', () => {
    const texts = TEXTS.flatMap(path =>
      statSync(join(root, path)).isFile()
        ? [path]
        : readdirSync(join(root, path), { recursive: true, encoding: 'utf8' }).map(its => join(path, its)),
    ).filter(path => !path.endsWith('.png') && statSync(join(root, path)).isFile());
    expect(texts).include.members([
      'README.md',
      'Dockerfile',
      'action.yml',
      join('src', 'cli', 'program.ts'),
    ]);
    expect(texts.flatMap(path => registryInstalls(path, readFileSync(join(root, path), 'utf8')))).deep.equal(
      [],
    );
  });

  it('finds in the README the version that is packed', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    const named = [
      ...readFileSync(join(root, 'README.md'), 'utf8').matchAll(new RegExp(`${NAME}-(\\d\\S*)\\.tgz`, 'g')),
    ];
    expect(named).not.empty;
    for (const [, its] of named) expect(its).equal(version);
  });
});
