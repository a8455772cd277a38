#!/usr/bin/env bash
# boto3 cuts the fraction off a time that it sends, and takes a datetime without zone for UTC; JavaScript does
# neither.
#
# Versions: @aws-sdk/client-sagemaker 3.1142.0 (JavaScript), boto3 and botocore 1.43.11, aws-cli 1.45.11
#   (Python).
# Expected: a time that came from the service can be handed back to it as it is: LastModifiedTimeAfter with
#   the newest time seen lists what is newer. A datetime without zone is local time, as in
#   datetime.timestamp().
# Seen: answers are read with their fraction, and requests are sent in whole seconds, so that the same job is
#   found again by a poller in Python, and by aws-cli, and isn't by one in JavaScript. And datetime.now() is
#   sent as if it were UTC: in Tokyo it asks for what changes nine hours from now.
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
import { ListInferenceRecommendationsJobsCommand as ListJobs, SageMakerClient } from '@aws-sdk/client-sagemaker';

const client = new SageMakerClient();
const { InferenceRecommendationsJobs: jobs } = await client.send(new ListJobs({}));
await client.send(new ListJobs({ LastModifiedTimeAfter: jobs[0].LastModifiedTime }));
JS
cat >see.py <<'PY'
import json, os, subprocess, sys, threading, time
from datetime import datetime
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


MODIFIED = 1769900000.987
answer = lambda request: (200, {'InferenceRecommendationsJobs': [{'JobName': 'job', 'LastModifiedTime': MODIFIED}]})


def asked():
    after = requests[-1]['LastModifiedTimeAfter']
    return f'{after}, ' + ('which finds the job again' if after < MODIFIED else 'which finds newer jobs')


print('last modified:', MODIFIED)
subprocess.run(['node', 'client.mjs'], check=True)
print('JavaScript asks for after', asked())
client = boto3.client('sagemaker')
job = client.list_inference_recommendations_jobs()['InferenceRecommendationsJobs'][0]
client.list_inference_recommendations_jobs(LastModifiedTimeAfter=job['LastModifiedTime'])
print('Python asks for after', asked())
cli('list-inference-recommendations-jobs', '--last-modified-time-after', str(MODIFIED))
print('aws-cli asks for after', asked())

os.environ['TZ'] = 'Asia/Tokyo'
time.tzset()
local = datetime(2026, 1, 31, 12)
client.list_inference_recommendations_jobs(LastModifiedTimeAfter=local)
hours = (requests[-1]['LastModifiedTimeAfter'] - local.timestamp()) / 3600
print(f'{local} without zone, in Tokyo: sent {hours:.0f} hours later than datetime.timestamp() says')
PY
PYTHONPATH=python python3 -u see.py | tee seen

diff - seen <<'SEEN' || { echo 'CHANGED: times are sent differently than before' >&2; exit 1; }
last modified: 1769900000.987
JavaScript asks for after 1769900000.987, which finds newer jobs
Python asks for after 1769900000, which finds the job again
aws-cli asks for after 1769900000, which finds the job again
2026-01-31 12:00:00 without zone, in Tokyo: sent 9 hours later than datetime.timestamp() says
SEEN
echo 'As recorded.'
