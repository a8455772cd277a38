#!/usr/bin/env bash
# boto3 checks lower bounds and lets upper bounds, patterns and enums pass; the JavaScript SDK checks nothing
# at all.
#
# Versions: @aws-sdk/client-sagemaker 3.1142.0 (JavaScript), boto3 and botocore 1.43.11 (Python).
# Expected: the service model has ranges, lengths, patterns, enums and required members, and a client checks
#   all of them before it calls, or none. (The API says: MaxResults 1 to 100, JobName 1 to 64 letters, digits
#   and hyphens.)
# Seen: each row is a request; "sent" means that it reached the service. The status "Completed" is spelled as
#   in AI recommendation jobs of the same service, and isn't a status of this operation. A name of a parameter
#   that doesn't exist, such as PageSize, is refused by Python and silently left out by JavaScript, which then
#   lists without it.
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

await new SageMakerClient().send(new List(JSON.parse(process.argv[2])));
JS
cat >see.py <<'PY'
import json, os, subprocess, threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
import boto3
from botocore.exceptions import ParamValidationError

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

answer = lambda request: (200, {'Steps': []})
client = boto3.client('sagemaker')


def python(parameters):
    try:
        client.list_inference_recommendations_job_steps(**parameters)
    except ParamValidationError:
        pass


def javascript(parameters):
    subprocess.run(['node', 'client.mjs', json.dumps(parameters)], check=True)


def outcome(call, parameters):
    requests.clear()
    call(parameters)
    if not requests:
        return 'refused'
    return 'sent' if requests[0] == parameters else f'sent as {json.dumps(requests[0])}'


for more in ({'JobName': None}, {'JobName': ''}, {'JobName': 'under_score'}, {'JobName': 'x' * 65}, {'MaxResults': 0},
             {'MaxResults': 101}, {'MaxResults': 2.5}, {'MaxResults': '5'},
             {'Status': 'Completed'}, {'PageSize': 10}):
    parameters = {name: value for name, value in {'JobName': 'job', **more}.items() if value is not None}
    shown = json.dumps(parameters).replace('x' * 65, 'x, 65 times')
    print(f'{shown}: Python {outcome(python, parameters)}, JavaScript {outcome(javascript, parameters)}')
PY
PYTHONPATH=python python3 -u see.py | tee seen

diff - seen <<'SEEN' || { echo 'CHANGED: other requests are sent than before' >&2; exit 1; }
{}: Python refused, JavaScript sent
{"JobName": ""}: Python refused, JavaScript sent
{"JobName": "under_score"}: Python sent, JavaScript sent
{"JobName": "x, 65 times"}: Python sent, JavaScript sent
{"JobName": "job", "MaxResults": 0}: Python refused, JavaScript sent
{"JobName": "job", "MaxResults": 101}: Python sent, JavaScript sent
{"JobName": "job", "MaxResults": 2.5}: Python refused, JavaScript sent
{"JobName": "job", "MaxResults": "5"}: Python refused, JavaScript sent
{"JobName": "job", "Status": "Completed"}: Python sent, JavaScript sent
{"JobName": "job", "PageSize": 10}: Python refused, JavaScript sent as {"JobName": "job"}
SEEN
echo 'As recorded.'
