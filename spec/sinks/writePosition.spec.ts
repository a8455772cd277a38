import { expect } from 'chai';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { writePosition } from '../../src/sinks/writePosition.js';
import { until } from '../support/simulated.js';

/** Number of equal readings, a few milliseconds apart, that show that the position stands still. */
const READINGS = 20;

/** The position once it stands still: one that moved by itself never would. */
async function standing(socket: Socket): Promise<string> {
  let position = '';
  let same = 0;
  await until(() => {
    same = writePosition(socket) === position ? same + 1 : 0;
    position = writePosition(socket);
    return same >= READINGS;
  });
  return position;
}

describe('writePosition', () => {
  it('stands still while the peer reads nothing, and moves within a long write once it does', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const writer = connect((server.address() as AddressInfo).port, '127.0.0.1');
    const [reader] = (await once(server, 'connection')) as [Socket];
    reader.pause();
    const before = writePosition(writer);
    writer.write(Buffer.alloc(32 * 1024 * 1024));
    const stalled = await standing(writer);
    expect(stalled).not.equal(before);
    let moved = false;
    reader.on('data', () => {
      moved ||= writePosition(writer) !== stalled && writer.writableLength > 0;
    });
    reader.resume();
    await until(() => moved);
    reader.destroy();
    writer.destroy();
    server.close();
  });
});
