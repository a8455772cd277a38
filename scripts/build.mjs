// Builds dist/ from nothing: the code and its declarations for each entry of the package, and the page.
import { chmodSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeCode } from './buildCode.mjs';
import { writePage } from './buildPage.mjs';
import { writeTypes } from './buildTypes.mjs';
import { root } from './run.mjs';

const folder = join(root, 'dist');
rmSync(folder, { recursive: true, force: true });
await Promise.all([writeCode(folder), writeTypes(folder), writePage(join(folder, 'page'))]);
chmodSync(join(folder, 'cli/stepstream.js'), 0o755);
