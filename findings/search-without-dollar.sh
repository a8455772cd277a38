#!/usr/bin/env bash
# The search of a TypeDoc site finds no observable by its name: `jobs$` has no result, `jobs` has it.
#
# Versions: typedoc 0.28.20, lunr 2.3.9, typescript 5.9.3, rxjs 7.8.2.
# Expected: a name of the reference is found as it is written; names of observables end in `$` by rxjs's convention.
# Seen: lunr's trimmer takes the `$` off the end of each word when the index is made, and search terms don't pass the
#   trimmer, so that `*jobs$*`, which the page makes of what is typed, matches nothing. A name with the `$` inside
#   (`a$b`) is found. With TypeDoc's option `searchInComments` it is the same: comments that name an observable don't
#   help, and one that has its name as part of a longer word leads to another page.
#   So a reference of rxjs code needs a further field for such names, by a plugin that listens to
#   `IndexEvent.PREPARE_INDEX`.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund typedoc@0.28.20 typescript@5.9.3 rxjs@7.8.2 >/dev/null
mkdir src
cat >src/index.ts <<'TS'
import type { Observable } from 'rxjs';
/** All that run; one alone: `steps$`. */
export declare const jobs$: Observable<string>;
/** Of one, see `jobs$x`. */
export declare const steps$: Observable<string>;
/** A name of another kind. */
export declare const a$b: number;
TS
echo '{ "compilerOptions": { "module": "nodenext", "strict": true, "skipLibCheck": true }, "include": ["src"] }' >tsconfig.json

cat >see.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import lunr from 'lunr';

const text = /"(.*)"/.exec(readFileSync(`${process.argv[2]}/assets/search.js`, 'utf8'))[1];
const { rows, index } = JSON.parse(inflateSync(Buffer.from(text, 'base64')));
const loaded = lunr.Index.load(index);
for (const typed of ['jobs', 'jobs$', 'steps', 'steps$', 'a$b']) {
  // As the page asks.
  const found = loaded.search(`*${typed}*`).map(({ ref }) => rows[ref].name);
  console.log(`  ${typed.padEnd(7)}${found.sort().join(' ') || '-'}`);
}
JS

{
  echo 'names:'
  npx typedoc --logLevel Error --out plain src/index.ts
  node see.mjs plain
  echo 'names and comments:'
  npx typedoc --logLevel Error --searchInComments --out comments src/index.ts
  node see.mjs comments
} | tee seen

diff - seen <<'SEEN' || { echo 'CHANGED: names that end in a dollar sign are found differently than before' >&2; exit 1; }
names:
  jobs   jobs$
  jobs$  -
  steps  steps$
  steps$ -
  a$b    a$b
names and comments:
  jobs   jobs$ steps$
  jobs$  steps$
  steps  jobs$ steps$
  steps$ -
  a$b    a$b
SEEN
echo 'As recorded.'
