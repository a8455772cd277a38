// Records the odd services anew: npx tsx spec/testing/recording/recordOddServices.ts
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { recordCalls } from '../../../src/testing/index.js';
import { virtualFake } from '../../support/virtualApi.js';
import { virtualTime } from '../../support/virtualTime.js';
import { ODD_SERVICES, outcomeOf } from './oddServices.js';

const folder = join(import.meta.dirname, '../../fixtures/recordings');

async function record(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const service of ODD_SERVICES) {
    const time = virtualTime();
    let text = '';
    const fake = virtualFake(time, { ...service.options, startTime: time.now() });
    const client = recordCalls(fake, { write: line => (text += line), time });
    const outcome = await outcomeOf(service, client, time);
    writeFileSync(join(folder, service.file), text);
    console.log(service.file, text.length, JSON.stringify(outcome));
  }
}

void record();
