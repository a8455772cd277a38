"""Runs aws-cli several times in one process: its arguments a line on stdin, what it printed a line on stdout.

Both are JSON. Arguments are a list, or an object with `args` and the environment `env`. `aws` itself does the same with the arguments of its command line: a driver, and its `main`.
Exits with 77 where aws-cli is no module of this Python.
"""

import io
import json
import os
import sys
from contextlib import redirect_stderr, redirect_stdout

try:
    from awscli.clidriver import create_clidriver
except ModuleNotFoundError:
    sys.exit(77)


def run(asked):
    args = asked
    if isinstance(asked, dict):
        args = asked['args']
        own = os.environ.get('AWS_DATA_PATH', '')
        os.environ.clear()
        os.environ.update(asked['env'], AWS_DATA_PATH=own)
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            code = create_clidriver().main(args)
        except SystemExit as left:
            code = left.code
    return {'stdout': out.getvalue(), 'stderr': err.getvalue(), 'code': code}


print('{}', flush=True)
for line in sys.stdin:
    print(json.dumps(run(json.loads(line))), flush=True)
