// What the packed package costs the programs that use it: files and bytes, modules that an import loads, and what a
// bundler keeps of an import.
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { mustRun } from './run.mjs';

/** How many modules Node loads for these arguments: those of the package, all others but those of Node and of the SDK, and those of the SDK. */
export async function loadedModules(args, folder, installed) {
  const coverage = mkdtempSync(join(tmpdir(), 'stepstream-loaded-'));
  try {
    // V8 names each script that it has run.
    await mustRun('node', args, {
      cwd: folder,
      env: { NODE_V8_COVERAGE: coverage },
    });
    const urls = readdirSync(coverage)
      .flatMap(name => JSON.parse(readFileSync(join(coverage, name), 'utf8')).result)
      .map(({ url }) => url)
      .filter(url => url.startsWith('file:') && !url.includes('/[eval'))
      .map(url => fileURLToPath(url));
    const ours = urls.filter(path => path.startsWith(join(installed, '/')));
    const aws = urls.filter(path => /node_modules\/@(aws-sdk|aws-crypto|smithy|aws)\//.test(path));
    return { ours: ours.length, others: urls.length - ours.length - aws.length, aws: aws.length };
  } finally {
    rmSync(coverage, { recursive: true });
  }
}

/** Why a program can't be bundled for a browser, which has no module of Node; empty where it can. */
export async function unfitForBrowsers(program, folder) {
  const built = build({
    stdin: { contents: program, resolveDir: folder },
    bundle: true,
    format: 'esm',
    platform: 'browser',
    write: false,
    logLevel: 'silent',
  });
  const { errors, warnings } = await built.then(
    ({ warnings }) => ({ errors: [], warnings }),
    failure => failure,
  );
  return [...errors, ...warnings].map(({ text, location }) => `${location?.file ?? program}: ${text}`);
}

/** Bytes of our own code, minified and with gzip, that a bundler keeps of a program. */
export async function bundledBytes(program, folder) {
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: folder },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    packages: 'bundle',
    external: ['@aws-sdk/*', 'rxjs', 'bottleneck', 'ws', 'ioredis', '@opentelemetry/*'],
    write: false,
    logLevel: 'silent',
  });
  return gzipSync(outputFiles[0].contents, { level: 9 }).length;
}
