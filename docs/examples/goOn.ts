// Watches a job across restarts: the state is kept in a file, and a watch goes on from it with what differs.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { connect, snapshots } from 'stepstream';
import { KnownState } from 'stepstream/codecs';

const FILE = 'my-job.json';
const known = existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as KnownState) : undefined;
connect()
  .watch$('my-job', { known })
  .pipe(snapshots({ known }))
  .subscribe(({ job, steps, synced, stale }) => {
    const state = { job, steps: Array.from(steps, ([key, step]) => ({ key, step })), synced, stale };
    writeFileSync(FILE, JSON.stringify(KnownState.encode(state)));
  });
