import { readFile } from 'node:fs/promises';
import type { StaticFile } from './gatewayOptions.js';

/** Files of the page: name, path and content type of each. */
const FILES: readonly (readonly [name: string, path: string, contentType: string])[] = [
  ['index.html', '/', 'text/html; charset=utf-8'],
  ['page.css', '/page.css', 'text/css; charset=utf-8'],
  ['page.js', '/page.js', 'text/javascript; charset=utf-8'],
  ['fleet.css', '/fleet.css', 'text/css; charset=utf-8'],
  ['fleet.js', '/fleet.js', 'text/javascript; charset=utf-8'],
  ['licences.txt', '/licences.txt', 'text/plain; charset=utf-8'],
];

const BUILT = new URL('../page/', import.meta.url);
/** Script that builds the page, for runs from source. */
const BUILDER = new URL('../../scripts/buildPage.mjs', import.meta.url);

/**
 * The live page, of all running jobs and of each job, as `files` for `createGateway`: it is served at `/` below the gateway's `basePath`, and
 * loads nothing from other servers. docs/page.md shows it.
 *
 * - **Fails**: with Node's error where the files of the package can't be read.
 * - **Cost**: reads them once for each call: some 200 kB.
 *
 * @example
 * ```ts
 * import { connect } from 'stepstream';
 * import { createGateway, pageFiles } from 'stepstream/gateway';
 *
 * const recommender = connect({ region: 'eu-west-1' });
 * const gateway = createGateway({ recommender, files: await pageFiles() });
 * const { url } = await gateway.listen({ port: 8080 });
 * console.log(`${url}/?job=my-job`);
 * ```
 */
export async function pageFiles(): Promise<Readonly<Record<string, StaticFile>>> {
  const bodyOf = await fileReader();
  const files = await Promise.all(
    FILES.map(
      async ([name, path, contentType]) => [path, { contentType, body: await bodyOf(name) }] as const,
    ),
  );
  return Object.fromEntries(files);
}

/** Loads the built files. When run from source, it builds them first. */
async function fileReader(): Promise<(name: string) => Promise<Uint8Array>> {
  if (!import.meta.url.endsWith('.ts')) return name => readFile(new URL(name, BUILT));
  const { buildPage } = (await import(BUILDER.href)) as {
    readonly buildPage: () => Promise<Readonly<Record<string, Uint8Array>>>;
  };
  const built = await buildPage();
  return name => Promise.resolve(built[name] ?? new Uint8Array());
}
