#!/usr/bin/env bash
# botocore's resume token repeats items if the next run has a smaller page, or begins with an empty one.
#
# Versions: boto3 and botocore 1.43.11.
# Expected: resume_token is a place in the listing. Going on there gives each item that is left, once,
#   whatever PageSize is asked for, as MaxItems and PageSize are independent.
# Seen: the token holds the service's token of the page that was cut, and how many of its items had been
#   handed out. That number is taken from the first page of the next run only: from a page of three, five
#   can't be taken, and the other two items come a second time. The same happens if the service now answers an
#   empty page with a token first, which is a valid answer (a filter leaves nothing of that page): all five
#   come a second time.
set -euo pipefail
unset ${!AWS_@}
export AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1 AWS_ACCESS_KEY_ID=none AWS_SECRET_ACCESS_KEY=none
export AWS_CONFIG_FILE=/dev/null NO_PROXY=127.0.0.1 no_proxy=127.0.0.1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
pins='boto3==1.43.11 botocore==1.43.11'
[ -z "$(printf '%s\n' $pins | grep -vxF "$(python3 -m pip freeze)")" ] ||
  python3 -m pip install --quiet --target python $pins

cat >see.py <<'PY'
import base64, json, os, threading
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

empty_page_first = False


def answer(request):
    first, _, was_empty = request.get('NextToken', '0').partition(' ')
    if empty_page_first and not was_empty:
        return 200, {'Steps': [], 'NextToken': f'{first} again'}
    end = min(20, int(first) + request['MaxResults'])
    page = {'Steps': [{'JobName': str(number)} for number in range(int(first), end)]}
    return 200, page if end == 20 else {**page, 'NextToken': str(end)}


def names(pages):
    return ' '.join(step['JobName'] for page in pages for step in page['Steps'])


paginator = boto3.client('sagemaker').get_paginator('list_inference_recommendations_job_steps')
first = paginator.paginate(JobName='job', PaginationConfig={'PageSize': 10, 'MaxItems': 15})
print('20 steps, PageSize 10, MaxItems 15:', names(first))
token = first.resume_token
print('resume_token:', base64.b64decode(token).decode())
for size in (10, 3):
    rest = paginator.paginate(JobName='job', PaginationConfig={'PageSize': size, 'StartingToken': token})
    print(f'going on with PageSize {size}:', names(rest))
empty_page_first = True
rest = paginator.paginate(JobName='job', PaginationConfig={'PageSize': 10, 'StartingToken': token})
print('going on with PageSize 10, an empty page first:', names(rest))
PY
PYTHONPATH=python python3 -u see.py | tee seen

diff - seen <<'SEEN' || { echo 'CHANGED: items are repeated differently than before' >&2; exit 1; }
20 steps, PageSize 10, MaxItems 15: 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14
resume_token: {"NextToken": "10", "boto_truncate_amount": 5}
going on with PageSize 10: 15 16 17 18 19
going on with PageSize 3: 13 14 15 16 17 18 19
going on with PageSize 10, an empty page first: 10 11 12 13 14 15 16 17 18 19
SEEN
echo 'As recorded.'
