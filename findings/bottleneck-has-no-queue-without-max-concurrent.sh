#!/usr/bin/env bash
# With minTime alone, Bottleneck's queue is empty: priority, highWater, queued() and empty() have nothing to
# look at.
#
# Versions: bottleneck 2.19.5.
# Expected: { minTime } spaces jobs out, and the jobs that wait for their turn are the queue. An urgent job
#   overtakes them, and highWater bounds their number.
# Seen: without maxConcurrent each job is taken out of the queue as it is scheduled, and gets a timer for its
#   turn. The urgent job runs last, no job is dropped at highWater: 1, queued() is 0 and empty() is true while
#   jobs wait. With maxConcurrent: 1 beside the same minTime all four do what they say.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund bottleneck@2.19.5 >/dev/null

cat >see.mjs <<'JS'
import Bottleneck from 'bottleneck';

const minTime = 600;
/** A limiter whose first job runs until `open` is called, while other jobs are scheduled behind it. */
async function busy(options) {
  const limiter = new Bottleneck(options);
  let open;
  await new Promise(started => {
    limiter.schedule(() => new Promise(resolve => started((open = resolve))));
  });
  const queued = () => new Promise(resolve => setTimeout(resolve, minTime / 3));
  return { limiter, open, queued };
}

for (const maxConcurrent of [null, 1]) {
  const { limiter, open, queued } = await busy({ minTime, maxConcurrent });
  const order = [];
  const run = (name, priority) => limiter.schedule({ priority }, async () => order.push(name));
  const jobs = [run('a', 9), run('b', 9), run('urgent', 0)];
  await queued();
  const state = `queued() ${limiter.queued()}, empty() ${limiter.empty()}`;
  open();
  await Promise.all(jobs);
  console.log(`minTime, maxConcurrent ${maxConcurrent}`);
  console.log(`  while three jobs wait: ${state}; then they run as ${order.join(', ')}`);

  const bounded = await busy({ minTime, maxConcurrent, highWater: 1, strategy: Bottleneck.strategy.OVERFLOW });
  const more = [1, 2, 3, 4].map(() => bounded.limiter.schedule(async () => {}));
  const settled = Promise.allSettled(more);
  await bounded.queued();
  bounded.open();
  const dropped = (await settled).filter(({ status }) => status === 'rejected').length;
  console.log(`  highWater 1: ${dropped} of four waiting jobs dropped`);
}
JS
node see.mjs | tee seen

diff - seen <<'SEEN' || { echo 'CHANGED: the queue works differently than before' >&2; exit 1; }
minTime, maxConcurrent null
  while three jobs wait: queued() 0, empty() true; then they run as a, b, urgent
  highWater 1: 0 of four waiting jobs dropped
minTime, maxConcurrent 1
  while three jobs wait: queued() 3, empty() false; then they run as urgent, a, b
  highWater 1: 3 of four waiting jobs dropped
SEEN
echo 'As recorded.'
