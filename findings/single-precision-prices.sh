#!/usr/bin/env bash
# Costs are single-precision numbers, written out in double precision: prices don't equal themselves.
#
# Versions: @aws-sdk/client-sagemaker 3.1142.0, @jmespath-community/jmespath 1.3.0.
# Expected: a step on instances of 0.69 dollars an hour has CostPerHour 0.69, or the SDK rounds what the model
#   calls a Float to the decimals that a float has.
# Seen: the answer printed in AWS's developer guide ("Run a custom load test") has 0.6899999976158142, which
#   is 0.69 rounded to single precision, and the SDK passes it on. == `0.69` and >= `0.69` find nothing. Of
#   the 1000 prices from 0.001 to 1.000, 503 get larger in this way, so that <= loses those that meet the
#   bound exactly. CostPerInference is rounded as well: the other two figures give it to the last digit once
#   the quotient is rounded, and not before.
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
  @jmespath-community/jmespath@1.3.0 >/dev/null

cat >see.mjs <<'JS'
import { createServer } from 'node:http';
import { search } from '@jmespath-community/jmespath';
import { ListInferenceRecommendationsJobStepsCommand as List, SageMakerClient } from '@aws-sdk/client-sagemaker';

const published = { CostPerHour: 0.6899999976158142, CostPerInference: 1.0332434612791985e-5, MaxInvocations: 1113 };
const server = createServer((request, response) => {
  response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' });
  response.end(JSON.stringify({ Steps: [{ InferenceBenchmark: { Metrics: published } }] }));
});
await new Promise(listening => server.listen(0, '127.0.0.1', listening));
const client = new SageMakerClient({ endpoint: `http://127.0.0.1:${server.address().port}` });
const page = await client.send(new List({ JobName: 'job' }));
client.destroy();
server.closeAllConnections();
server.close();

const { CostPerHour, CostPerInference, MaxInvocations } = page.Steps[0].InferenceBenchmark.Metrics;
const single = Math.fround;
console.log('the SDK gives', CostPerHour, 'which is 0.69 in single precision:', CostPerHour === single(0.69));
for (const operator of ['==', '>=', '<=']) {
  const found = search(page, `Steps[?InferenceBenchmark.Metrics.CostPerHour ${operator} \`0.69\`]`);
  console.log(`steps with CostPerHour ${operator} 0.69: ${found.length}`);
}
const prices = Array.from({ length: 1000 }, (_, i) => (i + 1) / 1000);
console.log('of 1000 prices, larger in single precision:', prices.filter(price => single(price) > price).length);
console.log('0.69 / 60 / 1113 in double precision:', 0.69 / 60 / MaxInvocations);
console.log('the same, rounded:', single(0.69 / 60 / MaxInvocations), 'published:', CostPerInference);
JS
node see.mjs | tee seen

diff - seen <<'SEEN' || { echo 'CHANGED: costs look different than before' >&2; exit 1; }
the SDK gives 0.6899999976158142 which is 0.69 in single precision: true
steps with CostPerHour == 0.69: 0
steps with CostPerHour >= 0.69: 0
steps with CostPerHour <= 0.69: 1
of 1000 prices, larger in single precision: 503
0.69 / 60 / 1113 in double precision: 0.000010332434860736747
the same, rounded: 0.000010332434612791985 published: 0.000010332434612791985
SEEN
echo 'As recorded.'
