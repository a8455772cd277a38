import { expect } from 'chai';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { takenMark } from '../../src/sinks/takenMark.js';
import { until } from '../support/simulated.js';

/** Looks, a few milliseconds apart, at which a mark that stands still is the same. */
const LOOKS = 20;

/** The mark once it stands still, which one that went on by itself never would. */
async function standing(socket: Socket): Promise<string> {
  let mark = '';
  let same = 0;
  await until(() => {
    same = takenMark(socket) === mark ? same + 1 : 0;
    mark = takenMark(socket);
    return same >= LOOKS;
  });
  return mark;
}

describe('takenMark', () => {
  it('stands still while nobody reads, and moves within a long write once somebody does', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const writer = connect((server.address() as AddressInfo).port, '127.0.0.1');
    const [reader] = (await once(server, 'connection')) as [Socket];
    reader.pause();
    const before = takenMark(writer);
    writer.write(Buffer.alloc(32 * 1024 * 1024));
    const stalled = await standing(writer);
    expect(stalled).not.equal(before);
    let moved = false;
    reader.on('data', () => {
      moved ||= takenMark(writer) !== stalled && writer.writableLength > 0;
    });
    reader.resume();
    await until(() => moved);
    reader.destroy();
    writer.destroy();
    server.close();
  });
});
