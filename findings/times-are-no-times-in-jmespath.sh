#!/usr/bin/env bash
# A JMESPath query that sorts or filters steps by time works in aws-cli, fails in boto3, and depends on the
# user's file.
#
# Versions: boto3 and botocore 1.43.11, aws-cli 1.45.11, jmespath 1.1.0 (Python); @aws-sdk/client-sagemaker
#   3.1142.0, @jmespath-community/jmespath 1.3.0, @metrichor/jmespath 0.3.1 (JavaScript).
# Expected: search() of boto3's paginator takes the queries of aws-cli --query, as both are botocore's and the
#   same engine. Times can be put in order, as JMESPath was made for AWS's answers.
# Seen: aws-cli 1 hands JMESPath the epoch seconds of the wire, boto3 hands it datetime objects, which have no
#   type there: sort_by() raises, and a filter finds nothing and doesn't say so. With cli_timestamp_format =
#   iso8601 in the user's configuration aws-cli sorts text, and the filter by number fails in its turn. In
#   JavaScript the times are Date objects: one engine refuses them; another one sorts them, and compares their
#   milliseconds with seconds.
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
  @jmespath-community/jmespath@1.3.0 @metrichor/jmespath@0.3.1 >/dev/null
pins='boto3==1.43.11 botocore==1.43.11 awscli==1.45.11 jmespath==1.1.0'
[ -z "$(printf '%s\n' $pins | grep -vxF "$(python3 -m pip freeze)")" ] ||
  python3 -m pip install --quiet --target python $pins

cat >client.mjs <<'JS'
import { ListInferenceRecommendationsJobStepsCommand as List, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { search as community } from '@jmespath-community/jmespath';
import { search as metrichor } from '@metrichor/jmespath';

const page = await new SageMakerClient().send(new List({ JobName: 'job' }));
for (const [name, search] of Object.entries({ community, metrichor })) {
  try {
    console.log(`  JavaScript, ${name}:`, JSON.stringify(search(page, process.argv[2])));
  } catch (error) {
    console.log(`  JavaScript, ${name}: an error`);
  }
}
JS
cat >see.py <<'PY'
import json, os, subprocess, sys, threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
import boto3
from jmespath.exceptions import JMESPathError

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


def cli(*arguments, **settings):
    command = [sys.executable, '-m', 'awscli', 'sagemaker', *arguments]
    run = subprocess.run(command, env={**os.environ, **settings}, capture_output=True, text=True)
    return ' '.join((run.stdout + run.stderr).split()) + ('' if run.returncode == 0 else f' (exit {run.returncode})')


with open('iso.ini', 'w') as file:
    file.write('[default]\ncli_timestamp_format = iso8601\n')
TIME = 'InferenceBenchmark.InvocationStartTime'
times = {'second': 1769900600.5, 'first': 1769900000.25}
steps = [{'JobName': name, 'InferenceBenchmark': {'InvocationStartTime': times[name]}} for name in times]
answer = lambda request: (200, {'Steps': steps})
pages = boto3.client('sagemaker').get_paginator('list_inference_recommendations_job_steps')
command = ['list-inference-recommendations-job-steps', '--job-name', 'job', '--query']
for query in (f'sort_by(Steps, &{TIME})[].JobName', f'Steps[?{TIME} > `1769900300`].JobName'):
    print(query.replace(TIME, 'TIME'))
    print('  aws-cli:', cli(*command, query))
    print('  aws-cli, cli_timestamp_format = iso8601:', cli(*command, query, AWS_CONFIG_FILE='iso.ini')[:80])
    try:
        print('  boto3:', json.dumps(list(pages.paginate(JobName='job').search(query))))
    except JMESPathError as error:
        print('  boto3:', type(error).__name__)
    subprocess.run(['node', 'client.mjs', query], check=True)
PY
PYTHONPATH=python python3 -u see.py | tee seen

diff - seen <<'SEEN' || { echo 'CHANGED: times are treated differently than before' >&2; exit 1; }
sort_by(Steps, &TIME)[].JobName
  aws-cli: [ "first", "second" ]
  aws-cli, cli_timestamp_format = iso8601: [ "first", "second" ]
  boto3: JMESPathTypeError
  JavaScript, community: an error
  JavaScript, metrichor: ["first","second"]
Steps[?TIME > `1769900300`].JobName
  aws-cli: [ "second" ]
  aws-cli, cli_timestamp_format = iso8601: '>' not supported between instances of 'str' and 'int' (exit 255)
  boto3: []
  JavaScript, community: []
  JavaScript, metrichor: ["second","first"]
SEEN
echo 'As recorded.'
