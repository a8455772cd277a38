#!/usr/bin/env bash
# Two page iterators that give all items once, and only the last page when they are run again.
#
# Versions: @aws-sdk/client-sagemaker 3.1142.0 (JavaScript), boto3 and botocore 1.43.11 (Python).
# Expected: a paginator describes a listing. Running it again, or passing the same input objects to it again,
#   lists from the start.
# Seen: the JavaScript paginator writes NextToken and MaxResults into the caller's input, and the iterable
#   that botocore's paginate() returns keeps the last token among its own parameters. In both, a second run
#   over 35 steps in pages of ten starts at the last token: 5 steps, and no error. In Python a second call of
#   paginate() starts afresh; in JavaScript it takes new input objects.
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
import { paginateListInferenceRecommendationsJobSteps as paginate, SageMakerClient } from '@aws-sdk/client-sagemaker';

const config = { client: new SageMakerClient(), pageSize: 10 };
const input = { JobName: 'job' };
for (const run of ['first', 'second']) {
  const sizes = [];
  for await (const page of paginate(config, input)) sizes.push(page.Steps.length);
  console.log(`JavaScript, ${run} run: pages of ${sizes.join(' ')}; the input has NextToken ${input.NextToken}`);
}
JS
cat >see.py <<'PY'
import json, os, subprocess, threading
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


def answer(request):
    first = int(request.get('NextToken', 0))
    end = min(35, first + request['MaxResults'])
    page = {'Steps': [{'JobName': 'job', 'Status': 'COMPLETED'}] * (end - first)}
    return 200, page if end == 35 else {**page, 'NextToken': str(end)}


def sizes(pages):
    return ' '.join(str(len(page['Steps'])) for page in pages)


subprocess.run(['node', 'client.mjs'], check=True)
paginator = boto3.client('sagemaker').get_paginator('list_inference_recommendations_job_steps')
pages = paginator.paginate(JobName='job', PaginationConfig={'PageSize': 10})
print('Python, first run: pages of', sizes(pages))
print('Python, second run: pages of', sizes(pages))
pages = paginator.paginate(JobName='job', PaginationConfig={'PageSize': 10})
print('Python, paginate() again: pages of', sizes(pages))
PY
PYTHONPATH=python python3 -u see.py | tee seen

diff - seen <<'SEEN' || { echo 'CHANGED: a second run no longer gives just the last page' >&2; exit 1; }
JavaScript, first run: pages of 10 10 10 5; the input has NextToken 30
JavaScript, second run: pages of 5; the input has NextToken 30
Python, first run: pages of 10 10 10 5
Python, second run: pages of 5
Python, paginate() again: pages of 10 10 10 5
SEEN
echo 'As recorded.'
