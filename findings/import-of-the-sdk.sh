#!/usr/bin/env bash
# An ES module pays twice for the SageMaker client: `import` takes more than 1.3 times the CPU of `require`.
#
# Versions: @aws-sdk/client-sagemaker 3.1142.0, on Node 20.20.2.
# Expected: loading a package costs the same either way, as both load the same file of CommonJS, dist-cjs/index.js.
# Seen: 400 ms of CPU by import, 205 ms by require. The client is one file of 820 kB, and its package.json has no "type":
#   so Node's loader of ES modules compiles the source once to tell its format, reads it with its lexer for the names of
#   its exports, and compiles it again to run it. The flag --no-experimental-detect-module leaves out the first of the
#   three. A small file of CommonJS between, which requires the client and exports the few names that are used, leaves
#   out the first two: it is all that the loader looks at.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @aws-sdk/client-sagemaker@3.1142.0 >/dev/null
export AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED=true

echo "exports.SageMakerClient = require('@aws-sdk/client-sagemaker').SageMakerClient;" >between.cjs
cat >load.mjs <<'JS'
const before = process.cpuUsage();
const { SageMakerClient } = await import(process.argv[2]);
const { user, system } = process.cpuUsage(before);
if (typeof SageMakerClient !== 'function') throw new Error('no client');
console.log((user + system) / 1000);
JS
cat >compare.mjs <<'JS'
import { execFileSync } from 'node:child_process';

const load = specifier => Number(execFileSync(process.execPath, ['load.mjs', specifier], { encoding: 'utf8' }));
const ratios = [];
for (let round = 0; round < 11; round++) {
  const imported = load('@aws-sdk/client-sagemaker');
  ratios.push(imported / load('./between.cjs'));
}
const median = ratios.sort((a, b) => a - b)[5];
console.error(`  this run: ${median.toFixed(2)} times`);
console.log(`importing takes ${median > 1.3 ? 'more' : 'less'} than 1.3 times the CPU of requiring`);
JS
node compare.mjs | tee seen

diff - seen <<'SEEN' || { echo 'CHANGED: importing the SageMaker client costs about what requiring it does' >&2; exit 1; }
importing takes more than 1.3 times the CPU of requiring
SEEN
