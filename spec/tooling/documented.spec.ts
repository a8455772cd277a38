import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect } from 'chai';
import { NEVER } from 'rxjs';
import { optionRows } from '../../scripts/optionTables.mjs';
import { QUOTA_DEFAULTS } from '../../src/api/quota.js';
import { RETRY_DEFAULTS } from '../../src/api/retryPolicy.js';
import { NOTICE_CODES } from '../../src/core/noticeCodes.js';
import { MAX_EMPTY_PAGES } from '../../src/core/listingOptions.js';
import { checkGatewayOptions } from '../../src/gateway/gatewayOptions.js';
import { checkFleetOptions } from '../../src/live/fleet/fleetOptions.js';
import { checkWatchOptions } from '../../src/live/watchOptions.js';
import { checkSinkOptions } from '../../src/sinks/sinkOptions.js';
import { FAULT_KINDS } from '../../src/testing/index.js';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** The files that export an operator, by the operator's name. */
const OPERATORS = readdirSync(join(root, 'src/operators'))
  .filter(name => name.endsWith('.ts'))
  .map(name => basename(name, '.ts'));

/** The names that a page has in code spans, alone or with parentheses behind them. */
const namedIn = (page: string): ReadonlySet<string> =>
  new Set([...read(page).matchAll(/`(\w+)(?:\([^`]*)?`/g)].map(([, name]) => name!));

const SOURCES = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter(path => path.endsWith('.ts'))
  .map(path => [path, read(join('src', path))] as const);

/** The defaults of an interface of options that are one number, as its doc comments say them. */
const defaultsIn = (options: string): Readonly<Record<string, number>> =>
  Object.fromEntries(
    optionRows(options, SOURCES).flatMap(([name, byDefault]) => {
      const [, figure] = /^([\d,]+)(?:$|[,;] )/.exec(byDefault) ?? [];
      return figure === undefined ? [] : [[name.replaceAll('`', ''), Number(figure.replaceAll(',', ''))]];
    }),
  );

describe('what the docs say of the code', () => {
  it('names each operator, in the README and in docs/semantics.md', () => {
    for (const name of OPERATORS) {
      expect(namedIn('README.md'), `README: ${name}`).include(name);
      expect(namedIn('docs/semantics.md'), `semantics: ${name}`).include(name);
    }
  });

  it('has each dependency in docs/decisions.md', () => {
    const page = read('docs/decisions.md');
    const { dependencies, peerDependencies, devDependencies } = JSON.parse(read('package.json')) as Readonly<
      Record<string, Readonly<Record<string, string>>>
    >;
    const names = Object.keys({ ...dependencies, ...peerDependencies, ...devDependencies });
    const isNamed = (name: string): boolean =>
      page.includes(`\`${name}\``) || page.includes(`\`${name.split('/')[0]!}/*\``);
    expect(names.filter(name => !isNamed(name))).deep.equal([]);
  });

  it('has each notice in docs/semantics.md, as the code says it, and no other', () => {
    const items = read('docs/semantics.md').matchAll(/^- `([A-Z_]+)`: (.*)\.$/gm);
    expect(Object.fromEntries([...items].map(([, code, says]) => [code, says]))).deep.equal(NOTICE_CODES);
  });

  it('names each kind of fault in docs/testing.md', () => {
    expect(FAULT_KINDS.filter(kind => !namedIn('docs/testing.md').has(kind))).deep.equal([]);
  });

  it('gives the number of kinds of fault in the README', () => {
    expect(read('README.md')).include(` ${String(FAULT_KINDS.length)} kinds of fault`);
  });

  const wordsIn = (page: string): number => read(page).split(/\s+/).filter(Boolean).length;
  it('is a README of 1,000 words at most', () => {
    expect(wordsIn('README.md')).at.most(1_000);
  });

  it('is pages of 20,000 words at most in all', () => {
    const pages = readdirSync(join(root, 'docs')).filter(name => name.endsWith('.md'));
    const words = pages.map(page => wordsIn(`docs/${page}`));
    expect(words.reduce((sum, one) => sum + one, 0)).at.most(20_000);
  });

  it('names each message in docs/protocol.md', () => {
    const types = [...read('src/core/message.ts').matchAll(/readonly type: '(\w+)'/g)].map(
      ([, type]) => type!,
    );
    expect(types).include.members(['hello', 'snapshot', 'event']);
    expect(types.filter(type => !new RegExp(`["\`]${type}["\`]`).test(read('docs/protocol.md')))).deep.equal(
      [],
    );
  });

  const recommender = { shared$: () => NEVER, jobs$: () => NEVER };
  const checkedOptions = {
    WatchOptions: checkWatchOptions(),
    FleetOptions: checkFleetOptions(),
    RetryOptions: RETRY_DEFAULTS,
    StepFilters: { pageSize: 100, maxEmptyPages: MAX_EMPTY_PAGES },
    SinkOptions: checkSinkOptions('sink'),
    GatewayOptions: checkGatewayOptions({ recommender }),
  };
  for (const [options, checked] of Object.entries(checkedOptions))
    it(`gives the defaults of ${options} as they are`, () => {
      const documented = defaultsIn(options);
      expect(documented).not.empty;
      expect(checked).include(documented);
    });

  it('gives the default quota as it is', () => {
    const { perSecond, burst } = QUOTA_DEFAULTS;
    expect(read('src/api/quota.ts'))
      .match(new RegExp(`Default ${perSecond};`))
      .match(new RegExp(`Default ${burst}\\.`));
    for (const page of ['README.md', 'docs/semantics.md', 'docs/testing.md', 'docs/command.md'])
      expect(read(page), page).match(/\btwo (calls )?a second|\b2 calls(\/s| a second)/);
    expect([perSecond, burst]).deep.equal([2, 2]);
  });
});
