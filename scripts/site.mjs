// Builds the site into site/: the docs and a reference made of the doc comments, with a search that needs no server.
// `npm run reference` (`--check`) only reads, and says what is wrong. A warning fails the build.
import { join } from 'node:path';
import { Application, OptionDefaults, TSConfigReader } from 'typedoc';
import { entriesOf, manifest } from './entries.mjs';
import { root } from './run.mjs';
import { chapterOfPage, CHAPTERS, PROGRAMS } from './site/contents.mjs';
import { siteComplaints } from './site/links.mjs';
import { load, OTHERS } from './site/plugin.mjs';

const isCheck = process.argv.includes('--check');
const folder = join(root, 'site');

const app = await Application.bootstrapWithPlugins(
  {
    // Not the name of an entry, which is a leaf of the list.
    name: `${manifest.name} docs`,
    tsconfig: join(root, 'tsconfig.build.json'),
    entryPoints: entriesOf(manifest).map(([, path]) => join(root, path)),
    projectDocuments: [...chapterOfPage.keys()].map(path => join(root, path)),
    readme: join(root, 'README.md'),
    basePath: root,
    router: 'site',
    customCss: join(root, 'scripts/site/site.css'),
    headings: { readme: false, document: false },
    groupOrder: [
      ...Object.keys(CHAPTERS),
      PROGRAMS,
      'Reference',
      'Functions',
      'Interfaces',
      'Type Aliases',
      '*',
      'Behind these',
    ],
    navigationLeaves: entriesOf(manifest).map(([name]) => name),
    visibilityFilters: {},
    navigation: { includeGroups: true, includeFolders: false, excludeReferences: true },
    locales: { en: { kind_plural_module: 'Reference' } },
    highlightLanguages: [...OptionDefaults.highlightLanguages, 'nginx'],
    searchInComments: true,
    searchInDocuments: true,
    excludeInternal: true,
    excludeProtected: true,
    excludeExternals: true,
    disableSources: true,
    includeHierarchySummary: false,
    githubPages: false,
    skipErrorChecking: true, // `npm run types` does it
    plugin: ['typedoc-plugin-missing-exports', load],
    internalModule: OTHERS,
    validation: { notExported: true, invalidLink: true, invalidPath: true, rewrittenLink: true },
  },
  [new TSConfigReader()],
);

const project = await app.convert();
if (project) {
  app.validate(project);
  if (!isCheck) await app.generateDocs(project, folder);
}
const complaints = project && !isCheck ? siteComplaints(folder) : [];
for (const complaint of complaints) console.error(complaint);
if (!project || app.logger.hasErrors() || app.logger.hasWarnings() || complaints.length) process.exitCode = 1;
