// A simulator in a process of its own, so that its work isn't counted as a client's.
import { startSimulator, type Simulator } from 'stepstream/testing';
import type { Reply, Request } from './remote.js';

let simulator: Simulator | undefined;

async function answer(request: Request): Promise<Reply> {
  if (request.kind === 'start') {
    await simulator?.close();
    simulator = await startSimulator(request.options);
    return { endpoint: simulator.endpoint };
  }
  if (request.kind === 'fault') simulator?.fault(request.fault, request.target);
  return { stats: simulator?.stats() };
}

process.on('message', (request: Request) => {
  void answer(request).then(reply => process.send?.(reply));
});
