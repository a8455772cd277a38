#!/usr/bin/env bash
# The Date header of any answer sets the clock of later signatures, and marks errors that have nothing to do
# with it.
#
# Versions: @aws-sdk/client-sagemaker 3.1142.0 with @smithy/core 3.41.1.
# Expected: the SDK corrects its clock after an error that complains of the time of a signature, and
#   $metadata.clockSkewCorrected marks just those errors.
# Seen: each answer's Date, that of a success too, becomes the client's systemClockOffset, and the next
#   request is signed with it; a proxy or test server whose clock is wrong moves the client's. An error gets
#   clockSkewCorrected if its Date is four minutes off or more, be it an InternalFailure with HTTP 500: the
#   mark can't tell a wrong clock from a broken service.
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

const requests = [];
let answer = () => [200, {}];
const server = createServer(async (request, response) => {
  const body = JSON.parse(Buffer.concat(await request.toArray()).toString());
  requests.push({ body, headers: request.headers });
  const [status, content, headers] = answer(body);
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1', ...headers });
  response.end(JSON.stringify(content));
});
await new Promise(listening => server.listen(0, '127.0.0.1', listening));
const endpoint = `http://127.0.0.1:${server.address().port}`;

const ahead = minutes => ({ date: new Date(Date.now() + minutes * 60_000).toUTCString() });
for (const minutes of [0, 3, 5]) {
  const client = new SageMakerClient({ endpoint, maxAttempts: 1 });
  answer = () => [500, { __type: 'InternalFailure', message: 'broken' }, ahead(minutes)];
  const error = await client.send(new List({ JobName: 'job' })).catch(failure => failure);
  const { clockSkewCorrected } = error.$metadata;
  console.log(`${error.name} with Date ${minutes} min ahead: clockSkewCorrected`, clockSkewCorrected);
}
const client = new SageMakerClient({ endpoint, maxAttempts: 1 });
answer = () => [200, { Steps: [] }, ahead(10)];
for (const call of ['first', 'second']) {
  await client.send(new List({ JobName: 'job' }));
  const signed = requests.at(-1).headers['x-amz-date'].replace(/(....)(..)(.....)(..)(..)/, '$1-$2-$3:$4:$5');
  const minutes = Math.round((Date.parse(signed) - Date.now()) / 60_000);
  console.log(`success with Date 10 min ahead: the ${call} call was signed ${minutes} min ahead`);
}
server.closeAllConnections();
server.close();
JS
node see.mjs | tee seen

diff - seen <<'SEEN' || { echo 'CHANGED: the clock is corrected differently than before' >&2; exit 1; }
InternalFailure with Date 0 min ahead: clockSkewCorrected undefined
InternalFailure with Date 3 min ahead: clockSkewCorrected undefined
InternalFailure with Date 5 min ahead: clockSkewCorrected true
success with Date 10 min ahead: the first call was signed 0 min ahead
success with Date 10 min ahead: the second call was signed 10 min ahead
SEEN
echo 'As recorded.'
