// What the site adds to TypeDoc: where its pages lie, the docs and programs as pages, and links from names in code font.
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import {
  Converter,
  DocumentReflection,
  IndexEvent,
  PageEvent,
  ReflectionKind,
  RendererEvent,
  StructureRouter,
} from 'typedoc';
import { root } from '../run.mjs';
import { chapterOfPage, PROGRAMS, programs } from './contents.mjs';

/** The path of a document's file, from the top of the repository. */
const pathOf = document => document.project.files.getReflectionPath(document).slice(root.length + 1);

/** Pages lie in `docs/` by the names of their files, exports in `reference/` by their own. */
class SiteRouter extends StructureRouter {
  getIdealBaseName(reflection) {
    if (!reflection.isDocument()) return `reference/${super.getIdealBaseName(reflection)}`;
    const path = pathOf(reflection)
      .replace(/\.md$/, '')
      .replace(/\/README$/, '');
    return `docs/${path.replace(/^docs\//, '')}`;
  }
}

/** Pages are named after their headings and stand in chapters; programs are pages, too. */
function addDocuments(app) {
  app.converter.on(Converter.EVENT_BEGIN, ({ project }) => {
    for (const path of programs()) {
      const text = `# ${path}\n\n\`\`\`ts\n${readFileSync(join(root, path), 'utf8')}\`\`\`\n`;
      const page = new DocumentReflection(basename(path), project, [{ kind: 'text', text }], {
        group: PROGRAMS,
      });
      project.addChild(page);
      project.registerReflection(page, undefined, join(root, path));
    }
  });
  app.converter.on(Converter.EVENT_CREATE_DOCUMENT, (_, page) => {
    page.name = /^# (.*)$/m.exec(page.content[0].text)[1];
    page.frontmatter.group = chapterOfPage.get(pathOf(page));
  });
}

/** Exports by the names that prose has for them: `bestByCost`, `watch$`, `ai.watch$`, `Summary.etaMs`, `stepstream/redis`. */
function namesOf(project) {
  const names = new Map();
  const add = (name, target) => names.has(name) || names.set(name, target);
  for (const module of project.getChildrenByKind(ReflectionKind.Module)) {
    if (module.name !== 'stepstream') add(module.name, module);
    // Its names are words of the trade, such as `list` and `FAILED`.
    if (module.name === 'stepstream/codecs') continue;
    for (const found of module.children.filter(child => !child.isReference())) {
      add(found.name, found);
      for (const member of found.children ?? []) {
        add(`${found.name}.${member.name}`, member);
        if (found.name === 'AIRecommender') add(`ai.${member.name}`, member);
        if (found.name === 'Recommender' && member.name.endsWith('$')) add(member.name, member);
      }
    }
  }
  return names;
}

/** Markdown as the site has it: a name of an export in code font links to its page, in docs and in doc comments. */
function addMarkdown(app) {
  let names;
  let page;
  app.renderer.on(RendererEvent.BEGIN, ({ project }) => (names = namesOf(project)));
  app.renderer.on(PageEvent.BEGIN, event => (page = event.model));
  app.options.setValue('markdownItLoader', parser => {
    const plain = parser.renderer.rules.code_inline;
    parser.renderer.rules.code_inline = (tokens, at, ...rest) => {
      const html = plain(tokens, at, ...rest);
      const target = names.get(tokens[at].content.replace(/\(.*\)$/, ''));
      const isLinked = tokens
        .slice(0, at)
        .reduce((depth, { type, nesting }) => (/^link/.test(type) ? depth + nesting : depth), 0);
      if (!target || target === page || isLinked) return html;
      return `<a href="${app.renderer.router.relativeUrl(page, target)}">${html}</a>`;
    };
    // A wide table scrolls by itself, with the keyboard, too.
    parser.renderer.rules.table_open = () => '<div class="wide" tabindex="0"><table>';
    parser.renderer.rules.table_close = () => '</table></div>';
    // TypeDoc makes anchors of the text of a heading, and would leave out what is in code font.
    parser.core.ruler.push('headings', ({ tokens, Token }) =>
      tokens.forEach(({ type }, at) => {
        if (type !== 'heading_open') return;
        for (const part of tokens[at + 1].children.filter(child => child.type === 'code_inline'))
          part.children = [Object.assign(new Token('text', '', 0), { content: part.content })];
      }),
    );
  });
}

/** TypeDoc's index strips the `$` off names, and so finds no `steps$`: such names are given once more, with a letter behind. */
function findDollars(app) {
  app.renderer.on(IndexEvent.PREPARE_INDEX, event => {
    event.searchFieldWeights.dollar = 10;
    event.searchResults.forEach(({ name }, at) => {
      if (name.endsWith('$')) event.searchFields[at] = { dollar: `${name}_` };
    });
  });
}

/** A page has one `main`, which screen readers jump to. */
function markMain(app) {
  app.renderer.on(PageEvent.END, event => {
    event.contents = event.contents
      .replace('<div class="col-content">', '<main class="col-content">')
      .replace('</div><div class="col-sidebar">', '</main><div class="col-sidebar">');
  });
}

export function load(app) {
  app.renderer.defineRouter('site', SiteRouter);
  addDocuments(app);
  addMarkdown(app);
  findDollars(app);
  markMain(app);
}
