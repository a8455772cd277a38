#!/usr/bin/env bash
# maxAttempts: 20 is one attempt, once a client has been throttled a hundred times.
#
# Versions: @aws-sdk/client-sagemaker 3.1142.0 with @smithy/core 3.41.1 (JavaScript), boto3 and botocore
#   1.43.11 (Python).
# Expected: the number of attempts is that of each call. On a small quota, a larger number is more patience.
# Seen: in "standard" mode all calls of a client pay their retries from one purse of 500. A throttle costs 5,
#   in JavaScript a failure of the service 14 (in Python 5 as well), and a success gives back one. So the
#   seventh call that meets a throttle isn't retried at all, whatever was asked for; nothing in the error says
#   so but the number of attempts. boto3's default, "legacy", has no purse.
# Method: the pauses are noted and not waited for.
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
const client = new SageMakerClient({ maxAttempts: 20 });
const attempts = [];
for (let call = 0; call < 8; call += 1) {
  await client.send(new List({ JobName: 'bad' })).catch(error => attempts.push(error.$metadata.attempts));
}
for (let call = 0; call < 10; call += 1) await client.send(new List({ JobName: 'good' }));
await client.send(new List({ JobName: 'bad' })).catch(error => attempts.push(error.$metadata.attempts));
console.log(`  JavaScript, standard: ${attempts.join(' ')}`);
JS
cat >see.py <<'PY'
import json, os, subprocess, threading, time, types
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
import boto3, botocore.endpoint
from botocore.config import Config
from botocore.exceptions import ClientError

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

botocore.endpoint.time = types.SimpleNamespace(time=time.time, sleep=lambda seconds: None)
for status, name in ((400, 'ThrottlingException'), (500, 'InternalFailure')):
    print(f'attempts of eight calls answered {name} (HTTP {status}), and of one more after ten successes:')
    failure = (status, {'__type': name, 'message': 'no'})
    answer = lambda request: failure if request['JobName'] == 'bad' else (200, {'Steps': []})
    subprocess.run(['node', 'client.mjs'], check=True)
    for mode in ('standard', 'legacy'):
        client = boto3.client('sagemaker', config=Config(retries={'mode': mode, 'total_max_attempts': 20}))
        attempts = []
        for job in ['bad'] * 8 + ['good'] * 10 + ['bad']:
            requests.clear()
            try:
                client.list_inference_recommendations_job_steps(JobName=job)
            except ClientError:
                attempts.append(len(requests))
        print(f'  Python, {mode}:', *attempts)
PY
PYTHONPATH=python python3 -u see.py | tee seen

diff - seen <<'SEEN' || { echo 'CHANGED: the attempts of a client run out differently than before' >&2; exit 1; }
attempts of eight calls answered ThrottlingException (HTTP 400), and of one more after ten successes:
  JavaScript, standard: 20 20 20 20 20 6 1 1 3
  Python, standard: 20 20 20 20 20 6 1 1 3
  Python, legacy: 20 20 20 20 20 20 20 20 20
attempts of eight calls answered InternalFailure (HTTP 500), and of one more after ten successes:
  JavaScript, standard: 20 17 1 1 1 1 1 1 2
  Python, standard: 20 20 20 20 20 6 1 1 3
  Python, legacy: 20 20 20 20 20 20 20 20 20
SEEN
echo 'As recorded.'
