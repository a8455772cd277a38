#!/usr/bin/env bash
# An abort during the SDK's retry pause rejects at once, and leaves a timer that holds the process.
#
# Versions: @aws-sdk/client-sagemaker 3.1142.0 with @smithy/core 3.41.1.
# Expected: after AbortError and destroy() nothing of the call is left, and a process with nothing else to do
#   ends.
# Seen: the timer of the pause stays until it is due. With a service that asks for four seconds, a command
#   that was interrupted ends up to four seconds after its last line, unless it calls process.exit().
set -euo pipefail
unset ${!AWS_@}
export AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1 AWS_ACCESS_KEY_ID=none AWS_SECRET_ACCESS_KEY=none
export AWS_CONFIG_FILE=/dev/null NO_PROXY=127.0.0.1 no_proxy=127.0.0.1
export AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED=true
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund @aws-sdk/client-sagemaker@3.1142.0 @smithy/core@3.41.1 >/dev/null

cat >see.mjs <<'JS'
import { createServer } from 'node:http';
import { ListInferenceRecommendationsJobStepsCommand as List, SageMakerClient } from '@aws-sdk/client-sagemaker';

const server = createServer((request, response) => {
  response.writeHead(400, { 'content-type': 'application/x-amz-json-1.1', 'retry-after': '4' });
  response.end(JSON.stringify({ __type: 'ThrottlingException', message: 'Rate exceeded' }));
});
await new Promise(listening => server.listen(0, '127.0.0.1', listening));

const cleared = new Set();
const { setTimeout: set, clearTimeout: clear } = globalThis;
globalThis.clearTimeout = timer => {
  cleared.add(timer);
  clear(timer);
};
const pause = new Promise(begun => {
  globalThis.setTimeout = (callback, ms, ...rest) => {
    const timer = set(callback, ms, ...rest);
    if (ms === 4000) begun({ timer });
    return timer;
  };
});

const client = new SageMakerClient({ endpoint: `http://127.0.0.1:${server.address().port}` });
const abort = new AbortController();
const sent = client.send(new List({ JobName: 'job' }), { abortSignal: abort.signal }).catch(failure => failure);
const { timer } = await Promise.race([pause, sent]);
abort.abort();
console.log('rejected with:', (await sent).name);
client.destroy();
server.closeAllConnections();
server.close();
console.log('the timer of the pause was cleared:', cleared.has(timer));
console.log('it holds the process:', timer.hasRef() && process.getActiveResourcesInfo().includes('Timeout'));
JS
node see.mjs | tee seen

diff - seen <<'SEEN' || { echo 'CHANGED: an abort treats the timer differently than before' >&2; exit 1; }
rejected with: AbortError
the timer of the pause was cleared: false
it holds the process: true
SEEN
echo 'As recorded.'
