import { expect } from 'chai';
import { liveScreen, type LiveScreen } from '../../../src/cli/watch/liveScreen.js';
import { fakeHost, type FakeHost } from '../support/fakeHost.js';
import { openScreen, type Screen } from '../support/screen.js';

/** A terminal, and a process that writes to it. */
interface Stage {
  readonly screen: Screen;
  readonly stream: { columns: number; readonly write: (text: string) => boolean };
  readonly host: FakeHost;
  readonly live: LiveScreen;
  /** What is on the screen once all has been taken. */
  readonly lines: () => Promise<string[]>;
  readonly writes: () => number;
}

function stage(columns = 20): Stage {
  const screen = openScreen(columns, 10);
  let writing: Promise<unknown> = screen.write('$ watch\n');
  let writes = 0;
  const stream = {
    columns,
    write: (text: string) => {
      writes += 1;
      writing = screen.write(text);
      return true;
    },
  };
  const host = fakeHost();
  const live = liveScreen(stream, host);
  return {
    screen,
    stream,
    host,
    live,
    lines: () => writing.then(() => screen.lines()),
    writes: () => writes,
  };
}

describe('a live screen', () => {
  it('writes each frame over the one before, however long both are', async () => {
    const { live, lines, screen } = stage();
    live.draw(['one', 'two', 'three']);
    expect(await lines()).deep.equal(['$ watch', 'one', 'two', 'three']);
    live.draw(['1']);
    expect(await lines()).deep.equal(['$ watch', '1']);
    live.draw(['first', 'second']);
    expect(await lines()).deep.equal(['$ watch', 'first', 'second']);
    expect(screen.cursor()).deep.equal([0, 3]);
    expect(screen.cursorIsHidden()).true;
  });

  it('writes nothing where nothing has changed', () => {
    const { live, writes } = stage();
    live.draw(['one']);
    const before = writes();
    live.draw(['one']);
    expect(writes()).equal(before);
    live.draw(['two']);
    expect(writes()).equal(before + 1);
  });

  it('leaves the last lines, however many, and the cursor below them', async () => {
    const { live, lines, screen, host } = stage();
    live.draw(['one', 'two']);
    const last = Array.from({ length: 15 }, (_, i) => `line ${i}`);
    live.end(last);
    live.end(['again']);
    live.draw(['again']);
    expect(await lines()).deep.equal(['$ watch', ...last]);
    expect(screen.cursor()).deep.equal([0, 16]);
    expect(screen.cursorIsHidden()).false;
    expect(host.listening()).empty;
  });

  it('stays in its place when the terminal gets narrower or wider', async () => {
    const { live, lines, stream, screen } = stage();
    live.draw(['a line of 18 chars', 'short']);
    await lines();
    for (const columns of [10, 8, 30]) {
      screen.resize(columns, 10);
      stream.columns = columns;
      live.draw([`${columns}`, 'short']);
      expect(await lines()).deep.equal(['$ watch', `${columns}`, 'short']);
      live.draw(['a line of 18 chars'.slice(0, columns), 'short']);
      await lines();
    }
  });

  for (const [event, code] of [
    ['exit', 0],
    ['SIGHUP', 129],
    ['SIGQUIT', 131],
  ] as const)
    it(`shows the cursor again on ${event}`, async () => {
      const { live, lines, screen, host } = stage();
      live.draw(['one']);
      if (event === 'exit') host.exit(code);
      else host.signal(event);
      expect(await lines()).deep.equal(['$ watch', 'one']);
      expect(screen.cursorIsHidden()).false;
      expect(await host.exited).equal(code);
    });

  it('writes over its own lines alone where the terminal gives no width', async () => {
    const { live, lines, stream } = stage();
    Object.assign(stream, { columns: undefined });
    live.draw(['one', 'two']);
    live.draw(['1', '2']);
    expect(await lines()).deep.equal(['$ watch', '1', '2']);
  });

  it('shows the cursor while it is suspended, and begins anew below what was written meanwhile', async () => {
    const { live, lines, screen, stream, host } = stage();
    live.draw(['one', 'two']);
    host.signal('SIGTSTP');
    await lines();
    expect(screen.cursorIsHidden()).false;
    expect(host.suspensions()).equal(1);
    stream.write('[1]+ Stopped\n$ fg\n');
    host.signal('SIGCONT');
    live.draw(['one', 'two']);
    expect(await lines()).deep.equal(['$ watch', 'one', 'two', '[1]+ Stopped', '$ fg', 'one', 'two']);
    expect(screen.cursorIsHidden()).true;
  });
});
