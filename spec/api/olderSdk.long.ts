// The peer range of the SDK begins before the calls of AI jobs: with the oldest of it, and with the last one without
// these calls, everything else works. Each is installed into a folder of its own on first use.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';

const root = join(import.meta.dirname, '../..');
const SDK = '@aws-sdk/client-sagemaker';
/** The oldest one of the peer range, the last one without these calls, and the first one with them. */
const oldest = (
  JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { peerDependencies: Record<string, string> }
).peerDependencies[SDK]!.replace('^', '');
const VERSIONS = [
  [oldest, 'MISSING_PEER'],
  ['3.1032.0', 'MISSING_PEER'],
  ['3.1034.0', 'none'],
] as const;

const PROGRAM = `
import { firstValueFrom } from 'rxjs';
import { SageMakerClient } from '${SDK}';
import { connect } from '${pathToFileURL(join(root, 'src/index.ts')).href}';
import { startSimulator } from '${pathToFileURL(join(root, 'src/testing/index.ts')).href}';
const simulator = await startSimulator({ speed: 0, jobs: [{ name: 'a', steps: 2 }], aiJobs: [{ name: 'a', live: true }] });
const client = new SageMakerClient({
  endpoint: simulator.endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'spec', secretAccessKey: 'spec' },
  maxAttempts: 1,
});
const recommender = connect({ client, quota: { perSecond: Infinity } });
const codeOf = stream => firstValueFrom(stream).then(() => 'none', error => error.code + ' ' + error.neededVersion);
const { steps } = await firstValueFrom(recommender.steps$('a'));
const { InferenceRecommendations: [{ RecommendationId: recommendationId }] } = await firstValueFrom(recommender.job$('a'));
console.log(JSON.stringify({
  steps: steps.length,
  scaling: await codeOf(recommender.scaling$({ jobName: 'a', recommendationId })),
  watch: await codeOf(recommender.watch$('a')),
  ai: [
    await codeOf(recommender.ai.jobs$()),
    await codeOf(recommender.ai.job$('a')),
    await codeOf(recommender.ai.watch$('a')),
    await codeOf(recommender.fleet$({ kinds: ['recommendation'] })),
  ],
}));
await recommender.close();
client.destroy();
await simulator.close();
`;

/** Makes every import of the SDK that of a folder. */
const hookOf = (folder: string): string => {
  const parent = pathToFileURL(join(folder, 'package.json')).href;
  const hook = `export const resolve = (name, context, next) =>
    next(name, name === '${SDK}' ? { ...context, parentURL: ${JSON.stringify(parent)} } : context);`;
  const register = `import { register } from 'node:module';
    register('data:text/javascript,' + encodeURIComponent(${JSON.stringify(hook)}));`;
  return `data:text/javascript,${encodeURIComponent(register)}`;
};

function installed(version: string): string {
  const folder = join(root, 'node_modules/.cache/sdk', version);
  if (existsSync(join(folder, 'node_modules', SDK))) return folder;
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ private: true, dependencies: { [SDK]: version } }),
  );
  execFileSync('npm', ['install', '--no-package-lock', '--loglevel=error'], { cwd: folder });
  return folder;
}

describe('an SDK', function () {
  this.timeout(300_000);

  for (const [version, code] of VERSIONS)
    it(`of version ${version} makes all calls${code === 'none' ? '' : ' but those of AI jobs, which say what to install'}`, () => {
      const folder = installed(version);
      const program = join(folder, 'program.mts');
      writeFileSync(
        program,
        PROGRAM.replaceAll(
          "'rxjs'",
          `'${pathToFileURL(join(root, 'node_modules/rxjs/dist/cjs/index.js')).href}'`,
        ),
      );
      const args = ['--import', 'tsx', '--import', hookOf(folder), program];
      const said = execFileSync(process.execPath, args, {
        cwd: root,
        encoding: 'utf8',
        env: { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      const wanted = code === 'none' ? 'none' : `${code} 3.1034.0`;
      expect(JSON.parse(said)).deep.equal({
        steps: 2,
        scaling: 'none',
        watch: 'none',
        ai: [wanted, wanted, wanted, wanted],
      });
    });
});
