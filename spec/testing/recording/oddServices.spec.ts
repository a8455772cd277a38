import { expect } from 'chai';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { replayCalls } from '../../../src/testing/index.js';
import { virtualTime } from '../../support/virtualTime.js';
import { ODD_SERVICES, outcomeOf } from './oddServices.js';

const folder = join(import.meta.dirname, '../../fixtures/recordings');

describe('recordings of odd services', () => {
  for (const service of ODD_SERVICES)
    it(`replay one that ${service.odd}`, async () => {
      const time = virtualTime();
      const client = replayCalls(readFileSync(join(folder, service.file), 'utf8'), { clock: time });
      expect(await outcomeOf(service, client, time)).deep.equal(service.expected);
    });

  it('are small, and hold no account of the simulator', () => {
    const files = readdirSync(folder);
    expect(files.sort()).deep.equal(ODD_SERVICES.map(({ file }) => file).sort());
    for (const file of files) {
      expect(statSync(join(folder, file)).size, file).below(16_384);
      expect(readFileSync(join(folder, file), 'utf8')).not.include('123456789012');
    }
  });
});
