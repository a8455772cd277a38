#!/usr/bin/env bash
# max_attempts: 1 makes two calls in boto3, and the dict that it stood in is rewritten.
#
# Versions: @aws-sdk/client-sagemaker 3.1142.0 (JavaScript), boto3 and botocore 1.43.11 (Python).
# Expected: one attempt is one call, as AWS_MAX_ATTEMPTS and JavaScript's maxAttempts have it; a configuration
#   is read and left alone.
# Seen: in Config(retries=…) max_attempts counts the retries, while AWS_MAX_ATTEMPTS, read by the same boto3,
#   and total_max_attempts count the calls. Making a client replaces max_attempts in the caller's own dict by
#   total_max_attempts, and adds the mode. From then on a larger max_attempts that is written into the dict
#   has no effect.
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

await new SageMakerClient(JSON.parse(process.argv[2])).send(new List({ JobName: 'job' })).catch(() => {});
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

answer = lambda request: (400, {'__type': 'ThrottlingException', 'message': 'Rate exceeded'})
botocore.endpoint.time = types.SimpleNamespace(time=time.time, sleep=lambda seconds: None)


def calls(work):
    requests.clear()
    try:
        work()
    except ClientError:
        pass
    return len(requests)


def javascript(options):
    subprocess.run(['node', 'client.mjs', json.dumps(options)], check=True)


def python(**config):
    boto3.client('sagemaker', config=Config(**config)).list_inference_recommendations_job_steps(JobName='job')


print('calls of one request that is throttled each time')
print('JavaScript, maxAttempts 1:', calls(lambda: javascript({'maxAttempts': 1})))
retries = {'max_attempts': 1}
print('Python, max_attempts 1:', calls(lambda: python(retries=retries)))
print('Python, total_max_attempts 1:', calls(lambda: python(retries={'total_max_attempts': 1})))
print('the first dict afterwards:', dict(sorted(retries.items())))
retries['max_attempts'] = 7
print('Python, the same dict with max_attempts 7:', calls(lambda: python(retries=retries)))
os.environ['AWS_MAX_ATTEMPTS'] = '1'
print('JavaScript, AWS_MAX_ATTEMPTS=1:', calls(lambda: javascript({})))
print('Python, AWS_MAX_ATTEMPTS=1:', calls(python))
PY
PYTHONPATH=python python3 -u see.py | tee seen

diff - seen <<'SEEN' || { echo 'CHANGED: attempts are counted differently than before' >&2; exit 1; }
calls of one request that is throttled each time
JavaScript, maxAttempts 1: 1
Python, max_attempts 1: 2
Python, total_max_attempts 1: 1
the first dict afterwards: {'mode': 'legacy', 'total_max_attempts': 2}
Python, the same dict with max_attempts 7: 2
JavaScript, AWS_MAX_ATTEMPTS=1: 1
Python, AWS_MAX_ATTEMPTS=1: 1
SEEN
echo 'As recorded.'
