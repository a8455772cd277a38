// Which room may import which: docs/architecture.md draws the same arrows.
// spec/tooling/directions.spec.ts shows that each rule bites.

/** Rooms, and the rooms that each may import besides itself. */
const rooms = {
  core: [],
  decode: ['core'],
  api: ['core', 'decode'],
  paging: ['core', 'decode', 'api'],
  operators: ['core', 'decode'],
  live: ['core', 'decode', 'api', 'paging', 'operators'],
  sinks: ['core', 'decode', 'api', 'paging', 'operators', 'live'],
  gateway: ['core', 'decode', 'api', 'paging', 'operators', 'live', 'sinks'],
  redis: ['core', 'decode', 'api'],
  opentelemetry: ['core', 'api'],
  testing: ['core', 'decode', 'api'],
  words: ['core', 'operators'],
  page: ['core', 'decode', 'operators', 'words'],
};

/** Rooms within a room, and what each may import of that room besides itself; of other rooms what its room may. */
const subrooms = {
  'operators/base': [],
  'operators/ranking': ['operators/base/'],
  'operators/comparing': ['operators/base/', 'operators/ranking/'],
  'operators/failures': ['operators/base/'],
  'operators/query': ['operators/base/'],
  'operators/summary': ['operators/base/', 'operators/ranking/'],
  'operators/traffic': ['operators/ranking/', 'operators/monthlyCostAt\\.ts$'],
  'live/pace': [],
  'live/job': ['live/pace/'],
  'live/fleet': ['live/pace/', 'live/job/', 'live/watchOptions\\.ts$'],
  'page/feed': [],
  'cli/process': ['cli/account/'],
  'cli/account': ['cli/process/host\\.ts$'],
};
const within = names => `^src/(${names.join('|')})/`;

/** Files of src itself, and what each may import: the face, the browser-safe face, what ties all together. */
const faces = {
  'src/index.ts': `${within(['core', 'decode', 'api', 'paging', 'operators', 'live'])}|^src/(recommender|operators)\\.ts$`,
  'src/codecs.ts': within(['core', 'decode']),
  'src/operators.ts': within(['core', 'decode', 'operators']),
  'src/recommender.ts': within(['core', 'decode', 'api', 'paging', 'live']),
};

const exactly = file => `^${file.replaceAll('.', '\\.')}$`;
const aws = '^(@aws-sdk|@smithy|@aws-crypto)/|node_modules/(@aws-sdk|@smithy|@aws-crypto)/';
const awsFile = exactly('src/api/sageMakerApi.ts');
const browserSafe = `${within(['core', 'decode', 'operators', 'words', 'page'])}|^src/(codecs|operators)\\.ts$`;

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    ...Object.entries(rooms).map(([room, others]) =>
      forbid(
        `room-${room}`,
        `${room} may import ${others.join(', ') || 'nothing of ours'}`,
        { path: within([room]) },
        { path: '^src/', pathNot: within([room, ...others]) },
      ),
    ),
    ...Object.entries(subrooms).map(([subroom, others]) => {
      const [room] = subroom.split('/');
      return forbid(
        `room-${subroom.replace('/', '-')}`,
        `of ${room}, ${subroom} may import ${others.join(', ') || 'nothing but itself'}`,
        { path: `^src/${subroom}/` },
        { path: `^src/${room}/`, pathNot: [`${subroom}/`, ...others].map(path => `^src/${path}`) },
      );
    }),
    ...Object.entries(faces).map(([file, allowed]) =>
      forbid(
        `face-${file.replace(/^src\/(.*)\.ts$/, '$1')}`,
        `what ${file} may import`,
        { path: exactly(file) },
        { path: '^src/', pathNot: allowed },
      ),
    ),
    forbid(
      'no-room-without-rules',
      'a new room, or a new file beside the rooms, gets its line here first',
      {
        path: '^src/',
        pathNot: [within([...Object.keys(rooms), 'cli']), ...Object.keys(faces).map(exactly)],
      },
      {},
    ),
    forbid(
      'aws-in-one-file',
      'src/api/sageMakerApi.ts alone knows the SDK, types included',
      { path: '^src/', pathNot: [awsFile, within(['cli'])] },
      { path: aws },
    ),
    forbid(
      'aws-lazily-in-cli',
      'the command loads the SDK when it needs it: import()',
      { path: within(['cli']) },
      { path: aws, dynamic: false },
    ),
    forbid(
      'browser-safe',
      'core, decode, operators, their faces, words and the page run in browsers: no Node modules',
      { path: browserSafe },
      { dependencyTypes: ['core'] },
    ),
    forbid(
      'permits-and-retry-in-api',
      'only api knows Bottleneck and p-retry',
      { path: '^src/', pathNot: within(['api']) },
      { path: '(^|node_modules/)(bottleneck|p-retry)(/|$)' },
    ),
    forbid(
      'opentelemetry-in-one-room',
      'only src/opentelemetry knows OpenTelemetry, types included: nothing of it is loaded without that room',
      { path: '^src/', pathNot: within(['opentelemetry']) },
      { path: '(^|node_modules/)@opentelemetry/' },
    ),
    forbid(
      'opentelemetry-only-subscribes',
      'of the core, the room takes what is told on the channels, and the types',
      { path: within(['opentelemetry']) },
      { path: within(['api']), dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'no-dev-dependencies',
      'what src imports must be there in a user’s project',
      { path: '^src/', pathNot: within(['cli', 'page']) },
      { dependencyTypes: ['npm-dev', 'npm-no-pkg'], dependencyTypesNot: ['npm', 'npm-peer'] },
    ),
    forbid(
      'page-as-built',
      'the page is bundled into dist/page; nobody imports its modules',
      { path: '^src/', pathNot: within(['page']) },
      { path: within(['page']) },
    ),
    forbid(
      'no-spec-in-src',
      'src knows nothing of its specs',
      { path: '^src/' },
      { path: '^(spec|bench|docs)/' },
    ),
    forbid('no-circular', 'no cycles, of types either', {}, { circular: true }),
    forbid('no-unresolvable', 'every import leads somewhere', {}, { couldNotResolve: true }),
    forbid(
      'no-orphans',
      'a file that nobody imports and that imports nothing',
      { orphan: true, pathNot: '\\.json$' },
      {},
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
