#!/usr/bin/env bash
# After updateSettings({ minTime }) Bottleneck keeps to the old spacing once more, even if no job waits.
#
# Versions: bottleneck 2.19.5.
# Expected: once updateSettings() has resolved, the next job of an idle limiter starts by the new minTime.
# Seen: the moment of the next start was fixed when the last job began, and isn't looked at again: from 3000
#   ms down to 50 ms, the next job still waits about 3000 ms, and only those behind it are 50 ms apart. The
#   other way round the next job is early: from 50 ms up to 3000 ms, one more job runs after 50 ms. With
#   maxConcurrent it is the same.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund bottleneck@2.19.5 >/dev/null

cat >see.mjs <<'JS'
import Bottleneck from 'bottleneck';

for (const [before, after] of [[3000, 50], [50, 3000]]) {
  const limiter = new Bottleneck({ minTime: before });
  let last;
  const gap = () => {
    const now = performance.now();
    const ms = now - last;
    last = now;
    return ms;
  };
  await limiter.schedule(async () => gap());
  await limiter.updateSettings({ minTime: after });
  const gaps = await Promise.all([1, 2].map(() => limiter.schedule(async () => gap())));
  // The two spacings are sixty times apart, so that a slow machine doesn't blur them.
  const spacing = ms => (ms > 1500 ? 3000 : 50);
  console.log(`minTime ${before}, then ${after}: the next two jobs kept to ${gaps.map(spacing).join(' and ')}`);
}
JS
node see.mjs | tee seen

diff - seen <<'SEEN' || { echo 'CHANGED: the spacing changes at another job than before' >&2; exit 1; }
minTime 3000, then 50: the next two jobs kept to 3000 and 50
minTime 50, then 3000: the next two jobs kept to 50 and 3000
SEEN
echo 'As recorded.'
