"""Answers for boto3's paginators: a request a line on stdin, an answer a line on stdout, both JSON.

A request has `args`, those of `paginate`, and `do`:
  full    build_full_result
  pages   the pages one by one, at most `count` of them, and as often as `times` says on the same iterable
  search  the first `count` of what `search` gives for `expression`
  call    the answer of the operation itself, without a paginator: `result`

Every answer has what came before an error, the error itself, and the token that is left afterwards.
`operation` may name another operation than that of the steps. Exits with 77 where there is no boto3.
"""

import json
import math
import sys
from datetime import datetime
from itertools import islice

try:
    import boto3
    from botocore.config import Config
except ModuleNotFoundError:
    sys.exit(77)

client = boto3.client(
    'sagemaker',
    endpoint_url=sys.argv[1],
    region_name='us-east-1',
    aws_access_key_id='spec',
    aws_secret_access_key='spec',
    config=Config(retries={'total_max_attempts': 1}),
)


def wire(value):
    """What boto3 made of a value, as the wire has it."""
    if isinstance(value, dict):
        return {name: wire(member) for name, member in value.items()}
    if isinstance(value, list):
        return [wire(member) for member in value]
    if isinstance(value, datetime):
        return round(value.timestamp(), 3)
    return 'NaN' if isinstance(value, float) and math.isnan(value) else value


def answer(do, args, operation='list_inference_recommendations_job_steps', count=None, times=1, expression=None):
    said = {'items': [], 'pages': [], 'found': [], 'nextToken': None, 'resumeToken': None, 'error': None, 'result': None}
    pages = None
    try:
        if do == 'call':
            result = getattr(client, operation)(**args)
            result.pop('ResponseMetadata')
            return {**said, 'result': wire(result)}
        paginator = client.get_paginator(operation)
        items = paginator.result_keys[0]
        pages = paginator.paginate(**args)
        if do == 'full':
            result = pages.build_full_result()
            said['items'] = wire(items.search(result) or [])
            # The same as resume_token, and what a user of build_full_result has in hand.
            assert result.get('NextToken') == pages.resume_token
        elif do == 'search':
            said['found'] = wire(list(islice(pages.search(expression), count)))
        else:
            for _ in range(times):
                for page in islice(pages, count):
                    came = wire(items.search(page) or [])
                    said['items'] += came
                    said['pages'].append(len(came))
                    said['nextToken'] = page.get('NextToken')
    except Exception as error:
        said['error'] = {'name': type(error).__name__, 'message': str(error)}
    said['resumeToken'] = None if pages is None else pages.resume_token
    return said


print(json.dumps({'boto3': boto3.__version__}), flush=True)
for line in sys.stdin:
    print(json.dumps(answer(**json.loads(line))), flush=True)
