#!/usr/bin/env bash
# "NaN" is a number in the JavaScript SDK, a text in boto3 and aws-cli, and null once JavaScript has saved it.
#
# Versions: @aws-sdk/client-sagemaker 3.1142.0 (JavaScript), boto3 and botocore 1.43.11, aws-cli 1.45.11,
#   jmespath 1.1.0 (Python).
# Expected: SageMaker documents NaN as "not available" for CpuUtilization and MemoryUtilization, which are
#   modelled as floats. JSON has no NaN, so the wire carries the text "NaN", and each SDK turns it into its
#   language's NaN.
# Seen: only JavaScript does. In Python the text stays, and the first comparison raises; the same happens to a
#   --query of aws-cli. Saved as JSON, the three give two spellings, and JavaScript's null can no longer be
#   told from a figure that never was there. to_number() isn't a cure in Python: it makes a real NaN, and
#   max_by() then names the step without a figure as the busiest, if that step comes first.
set -euo pipefail
unset ${!AWS_@}
export AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1 AWS_ACCESS_KEY_ID=none AWS_SECRET_ACCESS_KEY=none
export AWS_CONFIG_FILE=/dev/null NO_PROXY=127.0.0.1 no_proxy=127.0.0.1
export AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED=true
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund @aws-sdk/client-sagemaker@3.1142.0 @smithy/core@3.41.1 >/dev/null
pins='boto3==1.43.11 botocore==1.43.11 awscli==1.45.11 jmespath==1.1.0'
[ -z "$(printf '%s\n' $pins | grep -vxF "$(python3 -m pip freeze)")" ] ||
  python3 -m pip install --quiet --target python $pins

cat >client.mjs <<'JS'
import { ListInferenceRecommendationsJobStepsCommand as List, SageMakerClient } from '@aws-sdk/client-sagemaker';

const client = new SageMakerClient();
const { Steps } = await client.send(new List({ JobName: 'job' }));
const cpu = Steps.map(step => step.InferenceBenchmark.Metrics.CpuUtilization);
console.log('JavaScript:', cpu, 'above 50:', cpu.filter(percent => percent > 50), 'saved:', JSON.stringify(cpu));
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
figures = ['NaN', 61.5, 35.25]
benchmarks = [{'Metrics': {'CpuUtilization': figure}} for figure in figures]
answer = lambda request: (200, {'Steps': [{'InferenceBenchmark': benchmark} for benchmark in benchmarks]})
subprocess.run(['node', 'client.mjs'], check=True)
steps = client.list_inference_recommendations_job_steps(JobName='job')['Steps']
cpu = [step['InferenceBenchmark']['Metrics']['CpuUtilization'] for step in steps]
print('Python:', cpu, 'saved:', json.dumps(cpu))
try:
    print('Python: above 50:', [percent for percent in cpu if percent > 50])
except TypeError as error:
    print('Python: above 50: TypeError:', error)
path = 'InferenceBenchmark.Metrics.CpuUtilization'
for query in (f'Steps[].{path}', f'Steps[?{path} > `50`].{path}',
              f'Steps[?to_number({path}) > `50`].{path}', f'max_by(Steps, &to_number({path})).{path}'):
    print(f"aws-cli --query '{query.replace(path, 'CPU')}':", cli(*LIST_STEPS, '--query', query))
PY
PYTHONPATH=python python3 -u see.py | tee seen

diff - seen <<'SEEN' || { echo 'CHANGED: NaN is treated differently than before' >&2; exit 1; }
JavaScript: [ NaN, 61.5, 35.25 ] above 50: [ 61.5 ] saved: [null,61.5,35.25]
Python: ['NaN', 61.5, 35.25] saved: ["NaN", 61.5, 35.25]
Python: above 50: TypeError: '>' not supported between instances of 'str' and 'int'
aws-cli --query 'Steps[].CPU': [ "NaN", 61.5, 35.25 ]
aws-cli --query 'Steps[?CPU > `50`].CPU': '>' not supported between instances of 'str' and 'int' (exit 255)
aws-cli --query 'Steps[?to_number(CPU) > `50`].CPU': [ 61.5 ]
aws-cli --query 'max_by(Steps, &to_number(CPU)).CPU': "NaN"
SEEN
echo 'As recorded.'
