#!/usr/bin/env bash
# One JMESPath expression, five engines, two answers.
#
# Versions: @jmespath-community/jmespath 1.3.0, jmespath 0.16.0, @metrichor/jmespath 0.3.1,
#   @aws-lambda-powertools/jmespath 2.36.0 (JavaScript); jmespath 1.1.0 (Python, the one in boto3 and
#   aws-cli).
# Expected: JMESPath has a specification with a conformance suite, so a query that was tried with aws-cli
#   --query means the same in each library.
# Seen: only Python and powertools sort numbers as numbers. to_number('') is 0 in all of JavaScript, and "NaN"
#   turns into a number in Python alone. Text is compared with > in three, and never true in two. An equals
#   sign that was forgotten makes a filter of the community edition find every step; all others refuse it.
#   powertools' not_null() gives null if an empty text comes first, its sort() sorts the caller's own array,
#   puts é by locale, and its sort_by() takes numbers and text mixed without complaint. A text in backticks
#   without quotes is taken by three of five.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund \
  @jmespath-community/jmespath@1.3.0 jmespath@0.16.0 \
  @metrichor/jmespath@0.3.1 @aws-lambda-powertools/jmespath@2.36.0 >/dev/null
pins='jmespath==1.1.0'
[ -z "$(printf '%s\n' $pins | grep -vxF "$(python3 -m pip freeze)")" ] ||
  python3 -m pip install --quiet --target python $pins

cat >data.json <<'JSON'
{
  "invocations": [300, 1113, 96],
  "names": ["ml.c5.xlarge", "ml.g5.xlarge"],
  "steps": [{ "type": "ml.c5.xlarge", "latency": 94 }, { "type": "ml.g5.xlarge", "latency": 17 }],
  "mixed": [{ "cpu": 61.5 }, { "cpu": "NaN" }, { "cpu": 35.25 }],
  "environments": ["zürich", "épinal", "oslo"],
  "empty": ""
}
JSON
cat >queries.txt <<'TXT'
sort(invocations)
sort(environments)
to_number(empty)
to_number(mixed[1].cpu)
names[?@ > 'ml.d'] | length(@)
steps[?latency = `94`] | length(@)
sort_by(mixed, &cpu)[].cpu
mixed[?cpu > `50`].cpu
not_null(empty, names[0])
starts_with(names[0], empty)
[sort(environments), environments]
`ml`
let $first = names[0] in $first
TXT
cat >engines.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { search as community } from '@jmespath-community/jmespath';
import original from 'jmespath';
import { search as metrichor } from '@metrichor/jmespath';
import { search as powertools } from '@aws-lambda-powertools/jmespath';

const engines = {
  community,
  original: original.search,
  metrichor,
  powertools: (data, query) => powertools(query, data),
};
const text = readFileSync('data.json', 'utf8');
const queries = readFileSync('queries.txt', 'utf8').trim().split('\n');
const answers = Object.entries(engines).map(([name, search]) => [
  name,
  queries.map(query => {
    try {
      return JSON.stringify(search(JSON.parse(text), query) ?? null);
    } catch {
      return 'an error';
    }
  }),
]);
console.log(JSON.stringify(answers));
JS
cat >see.py <<'PY'
import json, subprocess
import jmespath

engines = json.loads(subprocess.run(['node', 'engines.mjs'], check=True, capture_output=True, text=True).stdout)
text = open('data.json', encoding='utf8').read()
queries = open('queries.txt', encoding='utf8').read().splitlines()


def python(query):
    try:
        return json.dumps(jmespath.search(query, json.loads(text)), separators=(',', ':'), ensure_ascii=False)
    except Exception:
        return 'an error'


engines.append(['Python', [python(query) for query in queries]])
for number, query in enumerate(queries):
    print(query)
    by_answer = {}
    for name, answers in engines:
        by_answer.setdefault(answers[number], []).append(name)
    for answer, names in by_answer.items():
        print(f"  {answer}: {', '.join(names)}")
PY
PYTHONPATH=python python3 -u see.py | tee seen

diff - seen <<'SEEN' || { echo 'CHANGED: an engine answers differently than before' >&2; exit 1; }
sort(invocations)
  [1113,300,96]: community, original, metrichor
  [96,300,1113]: powertools, Python
sort(environments)
  ["oslo","zürich","épinal"]: community, original, metrichor, Python
  ["épinal","oslo","zürich"]: powertools
to_number(empty)
  0: community, original, metrichor, powertools
  null: Python
to_number(mixed[1].cpu)
  null: community, original, metrichor, powertools
  NaN: Python
names[?@ > 'ml.d'] | length(@)
  0: community, powertools
  1: original, metrichor, Python
steps[?latency = `94`] | length(@)
  2: community
  an error: original, metrichor, powertools, Python
sort_by(mixed, &cpu)[].cpu
  an error: community, original, metrichor, Python
  [35.25,"NaN",61.5]: powertools
mixed[?cpu > `50`].cpu
  [61.5]: community, original, metrichor, powertools
  an error: Python
not_null(empty, names[0])
  "": community, original, metrichor, Python
  null: powertools
starts_with(names[0], empty)
  true: community, metrichor, powertools, Python
  false: original
[sort(environments), environments]
  [["oslo","zürich","épinal"],["zürich","épinal","oslo"]]: community, original, metrichor, Python
  [["épinal","oslo","zürich"],["épinal","oslo","zürich"]]: powertools
`ml`
  an error: community, powertools
  "ml": original, metrichor, Python
let $first = names[0] in $first
  "ml.c5.xlarge": community
  an error: original, metrichor, powertools, Python
SEEN
echo 'As recorded.'
