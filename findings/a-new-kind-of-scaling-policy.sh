#!/usr/bin/env bash
# A kind of scaling policy that a client doesn't know: JavaScript keeps it, Python drops its content.
#
# Versions: @aws-sdk/client-sagemaker 3.1142.0 (JavaScript), boto3 and botocore 1.43.11, aws-cli 1.45.11
#   (Python).
# Expected: ScalingPolicy, in the answer of GetScalingConfigurationRecommendation, is a union with one member
#   today, TargetTracking. If the service adds a second one, older clients pass it on as it came, or leave it
#   out.
# Seen: three spellings of it. JavaScript gives $unknown, a pair of name and value, so that code which looks
#   for the one key of a policy finds "$unknown". boto3 and aws-cli give SDK_UNKNOWN_MEMBER with the name
#   alone; the value is lost. And a policy without any member is an empty object in JavaScript, and in Python
#   an error for the whole answer.
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
import { GetScalingConfigurationRecommendationCommand as Get, SageMakerClient } from '@aws-sdk/client-sagemaker';

const answer = await new SageMakerClient().send(new Get({ InferenceRecommendationsJobName: 'job' }));
console.log('  JavaScript:', JSON.stringify(answer.DynamicScalingConfiguration.ScalingPolicies));
JS
cat >see.py <<'PY'
import json, os, subprocess, sys, threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
import boto3
from botocore.parsers import ResponseParserError

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


GET = ['get-scaling-configuration-recommendation', '--inference-recommendations-job-name', 'job']
client = boto3.client('sagemaker')
known = {'TargetTracking': {'TargetValue': 2060.5}}
for policies in ([known], [known, {'StepScaling': {'Cooldown': 300}}], [known, {}]):
    print('answer', json.dumps(policies))
    answer = lambda request: (200, {'DynamicScalingConfiguration': {'ScalingPolicies': policies}})
    subprocess.run(['node', 'client.mjs'], check=True)
    try:
        got = client.get_scaling_configuration_recommendation(InferenceRecommendationsJobName='job')
        print('  Python:', json.dumps(got['DynamicScalingConfiguration']['ScalingPolicies']))
    except ResponseParserError as error:
        print('  Python:', error)
    print('  aws-cli:', cli(*GET, '--query', 'DynamicScalingConfiguration.ScalingPolicies'))
PY
PYTHONPATH=python python3 -u see.py | tee seen

diff - seen <<'SEEN' || { echo 'CHANGED: unions are read differently than before' >&2; exit 1; }
answer [{"TargetTracking": {"TargetValue": 2060.5}}]
  JavaScript: [{"TargetTracking":{"TargetValue":2060.5}}]
  Python: [{"TargetTracking": {"TargetValue": 2060.5}}]
  aws-cli: [ { "TargetTracking": { "TargetValue": 2060.5 } } ]
answer [{"TargetTracking": {"TargetValue": 2060.5}}, {"StepScaling": {"Cooldown": 300}}]
  JavaScript: [{"TargetTracking":{"TargetValue":2060.5}},{"$unknown":["StepScaling",{"Cooldown":300}]}]
  Python: [{"TargetTracking": {"TargetValue": 2060.5}}, {"SDK_UNKNOWN_MEMBER": {"name": "StepScaling"}}]
  aws-cli: [ { "TargetTracking": { "TargetValue": 2060.5 } }, { "SDK_UNKNOWN_MEMBER": { "name": "StepScaling" } } ]
answer [{"TargetTracking": {"TargetValue": 2060.5}}, {}]
  JavaScript: [{"TargetTracking":{"TargetValue":2060.5}},{}]
  Python: Invalid service response: ScalingPolicy must have one and only one member set.
  aws-cli: Invalid service response: ScalingPolicy must have one and only one member set. (exit 255)
SEEN
echo 'As recorded.'
