// The table of contents of the site: which pages it has beside the reference, in which order.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../run.mjs';

export const CHAPTERS = {
  Guides: [
    'README',
    'choosing',
    'semantics',
    'paging',
    'generations',
    'errors',
    'testing',
    'recordings',
    'promises',
    'limits',
  ],
  'At a terminal': ['command', 'ci'],
  'In a browser': ['page', 'gateway', 'protocol'],
  Operations: ['machines', 'observability', 'benchmarks'],
  'The project': ['architecture', 'decisions', 'discoveries'],
};

/** Pages of the last chapter that stand outside of docs. */
const OUTSIDE = ['findings/README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'];

/** The chapter of the programs, which are pages of their own. */
export const PROGRAMS = 'Programs';

const namesIn = (folder, suffix) =>
  readdirSync(join(root, folder))
    .filter(name => name.endsWith(suffix))
    .map(name => `${folder}/${name}`);

/** The chapter of each page, by its path, in the order of the site. */
export const chapterOfPage = new Map([
  ...Object.entries(CHAPTERS).flatMap(([chapter, names]) => names.map(name => [`docs/${name}.md`, chapter])),
  ...OUTSIDE.map(path => [path, Object.keys(CHAPTERS).at(-1)]),
]);

/** The programs of the docs. */
export const programs = () => ['docs/examples', 'docs/servers'].flatMap(folder => namesIn(folder, '.ts'));

/** What the table of contents lacks, and what it has too much, as complaints. */
export function contentsComplaints() {
  const pages = namesIn('docs', '.md');
  const listed = [...chapterOfPage.keys()].filter(path => path.startsWith('docs/'));
  return [
    ...pages.filter(path => !chapterOfPage.has(path)).map(path => `${path} is in no chapter of the site`),
    ...listed
      .filter(path => !pages.includes(path))
      .map(path => `the site has a chapter with ${path}, which isn't there`),
  ].map(complaint => `${complaint}: scripts/site/contents.mjs`);
}
