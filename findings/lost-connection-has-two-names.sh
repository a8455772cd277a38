#!/usr/bin/env bash
# A connection that breaks before the headers is a TimeoutError, and one that breaks inside the body a plain
# Error.
#
# Versions: @aws-sdk/client-sagemaker 3.1142.0 with @smithy/core 3.41.1 and @smithy/node-http-handler 4.14.2.
# Expected: TimeoutError means that a time limit has passed. A lost connection has one name, wherever it
#   broke, and a call that got half a body isn't a success.
# Seen: no limit was set and none passed, yet a connection that is lost before the headers is a TimeoutError.
#   Inside the body the name is Error, and $metadata says httpStatusCode 200. Code that sorts errors by name
#   or status takes the one for a timeout and the other for a success. What both have in common is the code
#   ECONNRESET.
set -euo pipefail
unset ${!AWS_@}
export AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1 AWS_ACCESS_KEY_ID=none AWS_SECRET_ACCESS_KEY=none
export AWS_CONFIG_FILE=/dev/null NO_PROXY=127.0.0.1 no_proxy=127.0.0.1
export AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED=true
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund \
  @aws-sdk/client-sagemaker@3.1142.0 @smithy/core@3.41.1 \
  @smithy/node-http-handler@4.14.2 >/dev/null

cat >see.mjs <<'JS'
import { createServer } from 'node:http';
import { ListInferenceRecommendationsJobStepsCommand as List, SageMakerClient } from '@aws-sdk/client-sagemaker';

let breakUp;
const server = createServer((request, response) => breakUp(request.socket, response));
await new Promise(listening => server.listen(0, '127.0.0.1', listening));
const client = new SageMakerClient({ endpoint: `http://127.0.0.1:${server.address().port}`, maxAttempts: 1 });
const half = response => {
  response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1', 'content-length': 1000 });
  return new Promise(sent => response.write('{"Steps":[', sent));
};
const cases = {
  'reset before the headers': socket => socket.resetAndDestroy(),
  'closed before the headers': socket => socket.end(),
  'closed inside the body': (socket, response) => half(response).then(() => socket.end()),
};
for (const [name, how] of Object.entries(cases)) {
  breakUp = how;
  const error = await client.send(new List({ JobName: 'job' })).catch(failure => failure);
  const [message] = error.message.split('\n');
  console.log(`${name}: ${error.name} ${error.code} "${message}", HTTP ${error.$metadata.httpStatusCode}`);
}
server.closeAllConnections();
server.close();
JS
node see.mjs | tee seen

diff - seen <<'SEEN' || { echo 'CHANGED: a lost connection is named differently than before' >&2; exit 1; }
reset before the headers: TimeoutError ECONNRESET "read ECONNRESET", HTTP undefined
closed before the headers: TimeoutError ECONNRESET "socket hang up", HTTP undefined
closed inside the body: Error ECONNRESET "aborted", HTTP 200
SEEN
echo 'As recorded.'
