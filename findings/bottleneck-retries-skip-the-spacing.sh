#!/usr/bin/env bash
# A retry that Bottleneck makes for its "failed" event takes no slot: minTime and reservoir don't hold it.
#
# Versions: bottleneck 2.19.5.
# Expected: a limiter whose listener of "failed" returns a number of milliseconds runs the job again after
#   that time, and within its limits, as each run is a call to the service.
# Seen: the runs follow one another at once. Four runs of one job stand before the second job, whose turn is a
#   minTime later, and a reservoir of two lets five calls through. Where a quota is the reason for the
#   failures, a retry of this kind makes more of them.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund bottleneck@2.19.5 >/dev/null

cat >see.mjs <<'JS'
import Bottleneck from 'bottleneck';

async function calls(options, names) {
  const limiter = new Bottleneck(options);
  limiter.on('failed', async (error, { retryCount }) => (retryCount < 3 ? 1 : undefined));
  const made = [];
  const throttled = async name => {
    made.push(name);
    if (name === 'a') throw new Error('Rate exceeded');
  };
  await Promise.allSettled(names.map(name => limiter.schedule(throttled, name)));
  return made;
}

console.log('minTime 2000:', ...(await calls({ minTime: 2000 }, ['a', 'b'])));
console.log('with maxConcurrent 1:', ...(await calls({ minTime: 2000, maxConcurrent: 1 }, ['a', 'b'])));
const { length } = await calls({ reservoir: 2 }, ['a', 'b']);
console.log('reservoir 2:', length, 'calls');
JS
node see.mjs | tee seen

diff - seen <<'SEEN' || { echo 'CHANGED: retries take slots differently than before' >&2; exit 1; }
minTime 2000: a a a a b
with maxConcurrent 1: a a a a b
reservoir 2: 5 calls
SEEN
echo 'As recorded.'
