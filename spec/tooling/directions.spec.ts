import { expect } from 'chai';
import { cruise, type ICruiseResult, type IFlattenedRuleSet } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import {
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  readdirSync,
  readFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const config = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as {
  readonly forbidden: NonNullable<IFlattenedRuleSet['forbidden']>;
  readonly options: object;
};
const root = join(import.meta.dirname, '../..');

/** File, one import of it, and the rule that it breaks. */
const broken: readonly (readonly [file: string, statement: string, rule: string])[] = [
  ['src/core/a.ts', `import '../decode/ok.js'`, 'room-core'],
  ['src/decode/a.ts', `import '../api/ok.js'`, 'room-decode'],
  ['src/api/a.ts', `import '../paging/ok.js'`, 'room-api'],
  ['src/api/b.ts', `import '../recommender.js'`, 'room-api'],
  ['src/paging/a.ts', `import '../operators/ok.js'`, 'room-paging'],
  ['src/operators/a.ts', `import type {} from '../api/ok.js'`, 'room-operators'],
  ['src/live/a.ts', `import '../sinks/ok.js'`, 'room-live'],
  ['src/sinks/a.ts', `import '../gateway/ok.js'`, 'room-sinks'],
  ['src/gateway/a.ts', `import '../testing/ok.js'`, 'room-gateway'],
  ['src/redis/a.ts', `import '../live/ok.js'`, 'room-redis'],
  ['src/opentelemetry/a.ts', `import '../live/ok.js'`, 'room-opentelemetry'],
  ['src/opentelemetry/b.ts', `import '../api/ok.js'`, 'opentelemetry-only-subscribes'],
  ['src/api/j.ts', `import type {} from '@opentelemetry/api'`, 'opentelemetry-in-one-room'],
  ['src/testing/a.ts', `import '../live/ok.js'`, 'room-testing'],
  ['src/words/a.ts', `import '../cli/ok.js'`, 'room-words'],
  ['src/words/b.ts', `import 'node:util'`, 'browser-safe'],
  ['src/page/a.ts', `import '../gateway/ok.js'`, 'room-page'],
  ['src/page/b.ts', `import 'node:path'`, 'browser-safe'],
  ['src/cli/p.ts', `import '../page/ok.js'`, 'page-as-built'],
  ['src/index.ts', `export * from './testing/ok.js'`, 'face-index'],
  ['src/codecs.ts', `export * from './operators/ok.js'`, 'face-codecs'],
  ['src/operators.ts', `export * from './live/ok.js'`, 'face-operators'],
  ['src/recommender.ts', `import './sinks/ok.js'`, 'face-recommender'],
  ['src/unknown/a.ts', `import '../core/ok.js'`, 'no-room-without-rules'],
  ['src/beside.ts', `import './core/ok.js'`, 'no-room-without-rules'],
  ['src/api/c.ts', `import '@aws-sdk/client-sagemaker'`, 'aws-in-one-file'],
  ['src/api/d.ts', `import type {} from '@aws-sdk/client-sagemaker'`, 'aws-in-one-file'],
  ['src/testing/b.ts', `import('@aws-sdk/client-sagemaker')`, 'aws-in-one-file'],
  ['src/cli/a.ts', `import '@aws-sdk/client-sagemaker'`, 'aws-lazily-in-cli'],
  ['src/core/b.ts', `import 'node:events'`, 'browser-safe'],
  ['src/decode/b.ts', `import 'node:buffer'`, 'browser-safe'],
  ['src/operators/b.ts', `import 'timers/promises'`, 'browser-safe'],
  ['src/operators/c.ts', `import '@aws-sdk/client-sagemaker'`, 'aws-in-one-file'],
  ['src/paging/b.ts', `import 'bottleneck'`, 'permits-and-retry-in-api'],
  ['src/recommender.ts', `import 'p-retry'`, 'permits-and-retry-in-api'],
  ['src/api/e.ts', `import 'chai'`, 'no-dev-dependencies'],
  ['src/api/f.ts', `import '../../spec/ok.js'`, 'no-spec-in-src'],
  ['src/api/g.ts', `import './nowhere.js'`, 'no-unresolvable'],
  ['src/api/h.ts', `import type {} from './i.js'`, 'no-circular'],
  ['src/operators/base/a.ts', `import '../ok.js'`, 'room-operators-base'],
  ['src/operators/ranking/a.ts', `import '../summary/ok.js'`, 'room-operators-ranking'],
  ['src/operators/comparing/a.ts', `import '../failures/ok.js'`, 'room-operators-comparing'],
  ['src/operators/failures/a.ts', `import '../ranking/ok.js'`, 'room-operators-failures'],
  ['src/operators/query/a.ts', `import '../ok.js'`, 'room-operators-query'],
  ['src/operators/summary/a.ts', `import '../comparing/ok.js'`, 'room-operators-summary'],
  ['src/operators/traffic/a.ts', `import '../summary/ok.js'`, 'room-operators-traffic'],
  ['src/live/pace/a.ts', `import '../job/ok.js'`, 'room-live-pace'],
  ['src/live/job/a.ts', `import '../fleet/ok.js'`, 'room-live-job'],
  ['src/live/fleet/a.ts', `import '../ok.js'`, 'room-live-fleet'],
  ['src/page/feed/a.ts', `import '../ok.js'`, 'room-page-feed'],
  ['src/cli/process/a.ts', `import '../ok.js'`, 'room-cli-process'],
  ['src/cli/account/a.ts', `import '../ok.js'`, 'room-cli-account'],
  ['src/core/alone.ts', '', 'no-orphans'],
];

/** What design.md allows, and must stay allowed. */
const fine: readonly (readonly [file: string, statement: string])[] = [
  ['src/api/sageMakerApi.ts', `import '@aws-sdk/client-sagemaker'; import 'bottleneck'; import 'p-retry'`],
  ['src/cli/b.ts', `import('@aws-sdk/client-sagemaker'); import '../testing/ok.js'; import '../index.js'`],
  [
    'src/paging/c.ts',
    `import '../core/ok.js'; import '../decode/ok.js'; import '../api/ok.js'; import 'rxjs'`,
  ],
  [
    'src/testing/c.ts',
    `import 'node:http'; import '../core/ok.js'; import '../decode/ok.js'; import '../api/ok.js'`,
  ],
  ['src/decode/c.ts', `import 'io-ts/lib/PathReporter.js'; import '../core/ok.js'`],
  ['src/live/b.ts', `import '../operators/ok.js'; import '../paging/ok.js'`],
  ['src/operators/summary/b.ts', `import '../base/ok.js'; import '../ranking/ok.js'`],
  [
    'src/live/fleet/b.ts',
    `import '../pace/ok.js'; import '../job/ok.js'; import '../../operators/query/ok.js'`,
  ],
  [
    'src/opentelemetry/c.ts',
    `import '@opentelemetry/api'; import '../core/ok.js'; import type {} from '../api/ok.js'`,
  ],
  [
    'src/page/c.ts',
    `import 'rxjs'; import '../operators/ok.js'; import '../decode/ok.js'; import '../words/ok.js'`,
  ],
];

describe('import directions', () => {
  const tree = mkdtempSync(join(tmpdir(), 'directions-'));
  const found: { rule: string; from: string }[] = [];

  before(async () => {
    symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
    for (const name of ['package.json', 'tsconfig.json']) symlinkSync(join(root, name), join(tree, name));
    const files = new Map<string, string>();
    const add = (file: string, text: string): unknown =>
      files.set(file, `${files.get(file) ?? ''}${text};\n`);
    for (const [file, statement] of [...broken, ...fine]) add(file, statement);
    const rooms = [
      ...[
        'core',
        'decode',
        'api',
        'paging',
        'operators',
        'live',
        'sinks',
        'gateway',
        'testing',
        'words',
        'page',
        'cli',
      ],
      ...['base', 'ranking', 'comparing', 'failures', 'query', 'summary'].map(room => `operators/${room}`),
      ...['pace', 'job', 'fleet'].map(room => `live/${room}`),
    ];
    for (const room of rooms) add(`src/${room}/ok.ts`, `import 'rxjs'; export {}`);
    add('src/api/i.ts', `import type {} from './h.js'`);
    add('spec/ok.ts', 'export {}');
    for (const [file, text] of files) {
      mkdirSync(dirname(join(tree, file)), { recursive: true });
      writeFileSync(join(tree, file), text);
    }
    const { forbidden, options } = config;
    const { output } = await cruise(
      ['src'],
      { ...options, ruleSet: { forbidden }, validate: true, baseDir: tree },
      {},
      { tsConfig: extractTSConfig(join(tree, 'tsconfig.json')) },
    );
    for (const { rule, from } of (output as ICruiseResult).summary.violations)
      found.push({ rule: rule.name, from });
  });

  after(() => rmSync(tree, { recursive: true }));

  for (const [file, statement, rule] of broken)
    it(`${rule}: ${file} ${statement}`, () => {
      expect(found).deep.include({ rule, from: file });
    });

  for (const [file, statement] of fine)
    it(`is fine: ${file} ${statement}`, () => {
      expect(found.filter(({ from }) => from === file)).deep.equal([]);
    });

  it('has a case for each rule', () => {
    expect(
      config.forbidden.map(({ name }) => name).filter(name => broken.every(([, , rule]) => rule !== name)),
    ).deep.equal([]);
  });

  it('src/operators holds the operators that users import, one a file, and nothing else', () => {
    const exported = JSON.parse(readFileSync(join(root, 'spec/exports.json'), 'utf8')) as {
      readonly stepstream: readonly string[];
    };
    const files = readdirSync(join(root, 'src/operators')).filter(name => name.endsWith('.ts'));
    expect(files.map(name => name.replace('.ts', ''))).not.empty;
    expect(exported.stepstream).include.members(files.map(name => name.replace('.ts', '')));
  });
});
