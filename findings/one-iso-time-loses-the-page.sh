#!/usr/bin/env bash
# One time written as ISO text makes the JavaScript SDK reject the whole page; boto3 reads it.
#
# Versions: @aws-sdk/client-sagemaker 3.1142.0 (JavaScript), boto3 and botocore 1.43.11 (Python).
# Expected: SageMaker's times are epoch seconds, and a client that meets ISO 8601 instead (from a recorded
#   answer, a proxy, or a stand-in for the service) reads it, or leaves that one field out.
# Seen: JavaScript reads a number, and digits as text, but ISO text in one field is a TypeError for the
#   complete answer: the other steps of the page are lost with it, the error says HTTP 200, and no attempt
#   follows. Python reads all three spellings. So a recorded answer that suits boto3 can be useless for the
#   JavaScript SDK.
set -euo pipefail
unset ${!AWS_@}
export AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1 AWS_ACCESS_KEY_ID=none AWS_SECRET_ACCESS_KEY=none
export AWS_CONFIG_FILE=/dev/null NO_PROXY=127.0.0.1 no_proxy=127.0.0.1
export AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED=true
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund @aws-sdk/client-sagemaker@3.1142.0 @smithy/core@3.41.1 >/dev/null
pins='boto3==1.43.11 botocore==1.43.11'
[ -z "$(printf '%s\n' $pins | grep -vxF "$(python3 -m pip freeze)")" ] ||
  python3 -m pip install --quiet --target python $pins

cat >client.mjs <<'JS'
import { ListInferenceRecommendationsJobStepsCommand as List, SageMakerClient } from '@aws-sdk/client-sagemaker';

const client = new SageMakerClient();
try {
  const { Steps } = await client.send(new List({ JobName: 'job' }));
  console.log('  JavaScript:', ...Steps.map(step => step.InferenceBenchmark.InvocationStartTime.toISOString()));
} catch (error) {
  const { httpStatusCode, attempts } = error.$metadata;
  const [message] = error.message.split('\n');
  console.log(`  JavaScript: ${error.name}: ${message} (HTTP ${httpStatusCode}, attempts: ${attempts})`);
}
JS
cat >see.py <<'PY'
import json, os, subprocess, threading
from datetime import timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
import boto3

answer, requests = None, []


class Service(BaseHTTPRequestHandler):
    def do_POST(self):
        requests.append(json.loads(self.rfile.read(int(self.headers['content-length']))))
        status, content = answer(requests[-1])
        self.send_response(status)
        self.send_header('content-type', 'application/x-amz-json-1.1')
        self.end_headers()
        self.wfile.write(json.dumps(content).encode())

    def log_message(self, *args):
        pass


server = ThreadingHTTPServer(('127.0.0.1', 0), Service)
threading.Thread(target=server.serve_forever, daemon=True).start()
os.environ['AWS_ENDPOINT_URL'] = f'http://127.0.0.1:{server.server_port}'
client = boto3.client('sagemaker')
for spelling in (1769900000.987, '1769900000.987', '2026-01-31T22:53:20.987Z'):
    print('second step starts at', json.dumps(spelling))
    benchmarks = [{'InvocationStartTime': time} for time in (1769900000, spelling)]
    answer = lambda request: (200, {'Steps': [{'InferenceBenchmark': benchmark} for benchmark in benchmarks]})
    subprocess.run(['node', 'client.mjs'], check=True)
    steps = client.list_inference_recommendations_job_steps(JobName='job')['Steps']
    read = [step['InferenceBenchmark']['InvocationStartTime'].astimezone(timezone.utc) for step in steps]
    print('  Python:    ', *(time.strftime('%Y-%m-%dT%H:%M:%S.%f')[:-3] + 'Z' for time in read))
PY
PYTHONPATH=python python3 -u see.py | tee seen

diff - seen <<'SEEN' || { echo 'CHANGED: ISO times are read differently than before' >&2; exit 1; }
second step starts at 1769900000.987
  JavaScript: 2026-01-31T22:53:20.000Z 2026-01-31T22:53:20.987Z
  Python:     2026-01-31T22:53:20.000Z 2026-01-31T22:53:20.987Z
second step starts at "1769900000.987"
  JavaScript: 2026-01-31T22:53:20.000Z 2026-01-31T22:53:20.987Z
  Python:     2026-01-31T22:53:20.000Z 2026-01-31T22:53:20.987Z
second step starts at "2026-01-31T22:53:20.987Z"
  JavaScript: TypeError: Expected real number, got implicit NaN (HTTP 200, attempts: 1)
  Python:     2026-01-31T22:53:20.000Z 2026-01-31T22:53:20.987Z
SEEN
echo 'As recorded.'
