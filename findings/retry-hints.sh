#!/usr/bin/env bash
# Two headers ask for a pause, one in seconds and one in milliseconds: JavaScript follows them up to a limit,
# boto3 not at all.
#
# Versions: @aws-sdk/client-sagemaker 3.1142.0 with @smithy/core 3.41.1 (JavaScript), boto3 and botocore
#   1.43.11 (Python).
# Expected: x-amz-retry-after is Retry-After under another name, in seconds; a client that waits as asked
#   waits all of the time; and boto3 does what the JavaScript SDK does.
# Seen: x-amz-retry-after counts milliseconds: "30" asks for less than the SDK's own pause, and changes
#   nothing. Either hint lengthens the pause by five seconds at most, so that a service that asks for 30 s is
#   called again after 5.5 s. If both are there, x-amz-retry-after wins. Retry-After may be a date. Python
#   follows neither, in its default mode "legacy" nor in "standard".
# Method: pauses are noted and not waited for, and JavaScript's random numbers are all 0.5.
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

const timer = globalThis.setTimeout;
globalThis.setTimeout = (callback, ms, ...rest) => timer(callback, Math.min(ms, 1), ...rest);
Math.random = () => 0.5;
const { $metadata } = await new SageMakerClient({ maxAttempts: 2 }).send(new List({ JobName: 'job' }));
console.log(`  JavaScript: ${($metadata.totalRetryDelay / 1000).toFixed(1)} s`);
JS
cat >see.py <<'PY'
import json, os, subprocess, threading, time, types
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
import boto3, botocore.endpoint
from botocore.config import Config

answer, requests = None, []


class Service(BaseHTTPRequestHandler):
    def do_POST(self):
        requests.append(json.loads(self.rfile.read(int(self.headers['content-length']))))
        status, content, headers = answer(requests[-1])
        self.send_response(status)
        self.send_header('content-type', 'application/x-amz-json-1.1')
        for name in headers:
            self.send_header(name, headers[name])
        self.end_headers()
        self.wfile.write(json.dumps(content).encode())

    def log_message(self, *args):
        pass


server = ThreadingHTTPServer(('127.0.0.1', 0), Service)
threading.Thread(target=server.serve_forever, daemon=True).start()
os.environ['AWS_ENDPOINT_URL'] = f'http://127.0.0.1:{server.server_port}'

pauses = []
botocore.endpoint.time = types.SimpleNamespace(time=time.time, sleep=pauses.append)
in_an_hour = formatdate(time.time() + 3600, usegmt=True)
for headers in ({}, {'Retry-After': '4'}, {'Retry-After': '30'}, {'Retry-After': in_an_hour},
                {'x-amz-retry-after': '30'}, {'x-amz-retry-after': '4000'}, {'x-amz-retry-after': '30000'},
                {'x-amz-retry-after': '2000', 'Retry-After': '4'}):
    print(json.dumps(headers).replace(in_an_hour, 'DATE IN AN HOUR') if headers else 'no hint')

    def answer(request):
        if len(requests) > 1:
            return 200, {'Steps': []}, {}
        return 400, {'__type': 'ThrottlingException', 'message': 'Rate exceeded'}, headers

    requests.clear()
    subprocess.run(['node', 'client.mjs'], check=True)
    for mode in ('legacy', 'standard'):
        requests.clear()
        pauses.clear()
        client = boto3.client('sagemaker', config=Config(retries={'mode': mode}))
        client.list_inference_recommendations_job_steps(JobName='job')
        print(f'  Python, {mode}:', 'a second at most' if sum(pauses) <= 1 else f'{sum(pauses):.1f} s')
PY
PYTHONPATH=python python3 -u see.py | tee seen

diff - seen <<'SEEN' || { echo 'CHANGED: a hint is followed differently than before' >&2; exit 1; }
no hint
  JavaScript: 0.5 s
  Python, legacy: a second at most
  Python, standard: a second at most
{"Retry-After": "4"}
  JavaScript: 4.0 s
  Python, legacy: a second at most
  Python, standard: a second at most
{"Retry-After": "30"}
  JavaScript: 5.5 s
  Python, legacy: a second at most
  Python, standard: a second at most
{"Retry-After": "DATE IN AN HOUR"}
  JavaScript: 5.5 s
  Python, legacy: a second at most
  Python, standard: a second at most
{"x-amz-retry-after": "30"}
  JavaScript: 0.5 s
  Python, legacy: a second at most
  Python, standard: a second at most
{"x-amz-retry-after": "4000"}
  JavaScript: 4.0 s
  Python, legacy: a second at most
  Python, standard: a second at most
{"x-amz-retry-after": "30000"}
  JavaScript: 5.5 s
  Python, legacy: a second at most
  Python, standard: a second at most
{"x-amz-retry-after": "2000", "Retry-After": "4"}
  JavaScript: 2.0 s
  Python, legacy: a second at most
  Python, standard: a second at most
SEEN
echo 'As recorded.'
