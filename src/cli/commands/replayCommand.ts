import { networkInterfaces } from 'node:os';
import { InvalidInputError } from '../../core/errors.js';
import { counted } from '../../core/counted.js';
import { startReplay } from '../../testing/recording/startReplay.js';
import { fileLabel } from '../files/isFile.js';
import { readText } from '../files/readText.js';
import { urlHere, urlsElsewhere } from '../process/addresses.js';
import type { Host } from '../process/host.js';
import { report } from '../process/report.js';
import { onStopSignal } from '../process/stopSignal.js';
import { credentialsHelp } from './credentialsHelp.js';
import type { SimulateSettings } from './simulateCommand.js';

/** `stepstream simulate --replay FILE`: serves a recording until Ctrl-C. */
export async function replayCommand(
  path: string,
  { port, host: address = '127.0.0.1', speed }: Pick<SimulateSettings, 'port' | 'host' | 'speed'>,
  host: Host,
): Promise<never> {
  if (address === '') throw new InvalidInputError('--host', 'must be an address, or a name of this machine');
  const text = await readText(path, host);
  const options = { port, host: address, speed, clock: host.time };
  const {
    endpoint: bound,
    count,
    cut,
    close,
  } = await startReplay(text, options).catch((error: unknown) => {
    throw error instanceof InvalidInputError && error.option === 'recording'
      ? new InvalidInputError('FILE', error.message.replace('recording:', fileLabel(path)), { cause: error })
      : error;
  });
  if (cut !== undefined) report(host.stderr, `${fileLabel(path)}: ${cut}`);
  const endpoint = urlHere(bound);
  const others = urlsElsewhere(bound, networkInterfaces()).map(url => `Other machines reach it at ${url}\n`);
  host.stdout.write(
    `The recording ${fileLabel(path)} of ${counted(count, 'call')} at ${endpoint}, ` +
      `at ${String(speed)} times real time from the first call on\n${others.join('')}\n` +
      `${credentialsHelp(endpoint)}\nCtrl-C ends it.\n`,
  );
  return new Promise<never>(() => {
    onStopSignal(host, close);
  });
}
