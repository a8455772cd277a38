// No daemon of Docker runs where the specs do. So the instructions of the Dockerfile are run here one by one, in a folder
// in place of the file system of an image: what is copied, each RUN by sh, then the command and its check of health.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { runChild, startChild } from '../support/child.js';
import { freePort } from '../support/freePort.js';
import { environmentOf } from '../cli/support/environmentOf.js';

const root = join(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const MINUTE = 60_000;

describe('the image of the Dockerfile', function () {
  this.timeout(20 * MINUTE);
  const image = mkdtempSync(join(tmpdir(), 'stepstream-image-'));
  after(() => {
    rmSync(image, { recursive: true, force: true });
  });

  /** Paths of the image, within the folder. */
  const within = (text: string): string => text.replace(/(?<=^| )\/(packed|build|app)\b/g, `${image}/$1`);

  it('is built, serves, and is healthy until it is told to end', async () => {
    const instructions = read('Dockerfile')
      .replaceAll('\\\n', ' ')
      .split('\n')
      .filter(line => /^[A-Z]/.test(line))
      .map(line => /^(\w+) +(.*)$/.exec(line)!.slice(1) as [string, string]);
    const ignored = read('.dockerignore').split('\n').filter(Boolean);
    const isContext = (path: string): boolean =>
      !ignored.some(
        name => path === join(root, name) || (name.startsWith('*') && path.endsWith(name.slice(1))),
      );
    let [folder, entry, command, check] = ['', '', '', ''];
    const env: NodeJS.ProcessEnv = {};
    for (const [name, text] of instructions)
      switch (name) {
        case 'WORKDIR':
          folder = within(text);
          mkdirSync(folder, { recursive: true });
          break;
        case 'ENV':
          Object.assign(env, Object.fromEntries([text.split('=')]));
          break;
        case 'COPY': {
          if (text.startsWith('--from=build ')) {
            // One folder stands for both stages.
            const [from, to] = text.split(' ').slice(1).map(within);
            expect(from).equal(to);
            expect(existsSync(from!), text).equal(true);
            break;
          }
          for (const path of text.split(' ').slice(0, -1))
            cpSync(join(root, path), join(folder, path), { recursive: true, filter: isContext });
          break;
        }
        case 'RUN': {
          // An image has a cache of its own, which it cleans.
          const own = { ...env, npm_config_cache: join(image, 'cache') };
          const options = { cwd: folder, env: { ...process.env, ...own }, deadlineMs: 8 * MINUTE };
          const ran = await runChild('sh', ['-c', within(text)], options);
          expect(ran.code, ran.stdout + ran.stderr).equal(0);
          break;
        }
        case 'ENTRYPOINT':
          entry = text;
          break;
        case 'CMD':
          command = text;
          break;
        case 'HEALTHCHECK':
          check = /CMD (.*)$/.exec(text)![1]!;
          break;
        default:
          expect(['FROM', 'USER', 'EXPOSE']).include(name);
      }

    const port = String(await freePort());
    const argsOf = (text: string): string[] =>
      (JSON.parse(text) as string[]).map(arg => arg.replaceAll('4610', port));
    const [program, ...args] = [...argsOf(entry), ...argsOf(command)];
    const variables = environmentOf({
      endpoint: 'http://127.0.0.1:9',
      env: { STEPSTREAM_TOKEN: 'a'.repeat(16) },
    });
    const served = startChild(program!, args, { cwd: folder, env: variables, deadlineMs: 5 * MINUTE });
    await served.said(/The page is at /);
    const [asks, ...asked] = argsOf(check);
    expect((await runChild(asks!, asked)).code).equal(0);
    served.process.kill('SIGTERM');
    await served.ended;
    expect((await runChild(asks!, asked)).code).equal(1);
  });
});
