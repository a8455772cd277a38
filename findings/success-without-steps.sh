#!/usr/bin/env bash
# A successful answer without its list: nothing raises, and each client has another word for it.
#
# Versions: @aws-sdk/client-sagemaker 3.1142.0 (JavaScript), boto3 and botocore 1.43.11, aws-cli 1.45.11
#   (Python).
# Expected: no member of the answer is required by the service model, so an answer without Steps is valid and
#   means what an empty list means. A client should show both alike.
# Seen: JavaScript's page has Steps undefined, and a loop over it is a TypeError. boto3's answer has no such
#   key, build_full_result() is {} in place of {'Steps': []}, and search('Steps[]'), which gives one value for
#   each step, gives one None: a step that isn't there. aws-cli prints nothing at all and exits with 0, and a
#   --query of length(Steps) fails where the empty list gives 0.
set -euo pipefail
unset ${!AWS_@}
export AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1 AWS_ACCESS_KEY_ID=none AWS_SECRET_ACCESS_KEY=none
export AWS_CONFIG_FILE=/dev/null NO_PROXY=127.0.0.1 no_proxy=127.0.0.1
export AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED=true
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund @aws-sdk/client-sagemaker@3.1142.0 @smithy/core@3.41.1 >/dev/null
pins='boto3==1.43.11 botocore==1.43.11 awscli==1.45.11'
[ -z "$(printf '%s\n' $pins | grep -vxF "$(python3 -m pip freeze)")" ] ||
  python3 -m pip install --quiet --target python $pins

cat >client.mjs <<'JS'
import { paginateListInferenceRecommendationsJobSteps as paginate, SageMakerClient } from '@aws-sdk/client-sagemaker';

const client = new SageMakerClient();
for await (const page of paginate({ client }, { JobName: 'job' })) {
  try {
    console.log('  JavaScript, paginator:', page.Steps, [...page.Steps].length, 'steps');
  } catch (error) {
    console.log('  JavaScript, paginator:', page.Steps, error.name);
  }
}
JS
cat >see.py <<'PY'
import json, os, subprocess, sys, threading
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


def cli(*arguments):
    command = [sys.executable, '-m', 'awscli', 'sagemaker', *arguments]
    run = subprocess.run(command, capture_output=True, text=True)
    return ' '.join((run.stdout + run.stderr).split()) + ('' if run.returncode == 0 else f' (exit {run.returncode})')


LIST_STEPS = ['list-inference-recommendations-job-steps', '--job-name', 'job']
client = boto3.client('sagemaker')
for content in ({'Steps': []}, {}):
    print('answer', json.dumps(content))
    answer = lambda request: (200, content)
    subprocess.run(['node', 'client.mjs'], check=True)
    paginator = client.get_paginator('list_inference_recommendations_job_steps')
    print('  Python, build_full_result():', paginator.paginate(JobName='job').build_full_result())
    print("  Python, search('Steps[]'):", list(paginator.paginate(JobName='job').search('Steps[]')))
    print('  aws-cli:', cli(*LIST_STEPS) or 'nothing')
    print("  aws-cli --query 'length(Steps)':", cli(*LIST_STEPS, '--query', 'length(Steps)')[:60])
PY
PYTHONPATH=python python3 -u see.py | tee seen

diff - seen <<'SEEN' || { echo 'CHANGED: an answer without Steps is shown differently than before' >&2; exit 1; }
answer {"Steps": []}
  JavaScript, paginator: [] 0 steps
  Python, build_full_result(): {'Steps': []}
  Python, search('Steps[]'): []
  aws-cli: { "Steps": [] }
  aws-cli --query 'length(Steps)': 0
answer {}
  JavaScript, paginator: undefined TypeError
  Python, build_full_result(): {}
  Python, search('Steps[]'): [None]
  aws-cli: nothing
  aws-cli --query 'length(Steps)': In function length(), invalid type for value: None, expected
SEEN
echo 'As recorded.'
