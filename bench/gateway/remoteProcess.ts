import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** Another process, which answers one message after the other. */
export class RemoteProcess<Q, A> {
  readonly #child: ChildProcess;

  /** `file` is beside this one. */
  constructor(file: string) {
    this.#child = fork(new URL(file, import.meta.url), { execArgv: ['--expose-gc', '--import', 'tsx'] });
  }

  async ask(request: Q): Promise<A> {
    this.#child.send(request as never);
    const [reply] = (await once(this.#child, 'message')) as [A];
    return reply;
  }

  end(): void {
    this.#child.kill();
  }
}
