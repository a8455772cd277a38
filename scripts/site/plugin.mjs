// What the site adds to TypeDoc: where its pages lie, the docs and programs as pages, and links from names in code font.
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import {
  Application,
  Comment,
  CommentTag,
  Converter,
  DocumentReflection,
  IndexEvent,
  PageEvent,
  ReflectionKind,
  RendererEvent,
  StructureRouter,
} from 'typedoc';
import { root } from '../run.mjs';
import { accessible } from './accessible.mjs';
import { chapterOfPage, PROGRAMS, programs } from './contents.mjs';

/** The module of an entry's types that it doesn't export. */
export const OTHERS = 'not exported';

/** The path of a document's file, from the top of the repository. */
const pathOf = document => document.project.files.getReflectionPath(document).slice(root.length + 1);

/** Pages lie in `docs/` by the names of their files, exports in `reference/` by their own. */
class SiteRouter extends StructureRouter {
  getIdealBaseName(reflection) {
    if (!reflection.isDocument()) return `reference/${super.getIdealBaseName(reflection)}`;
    const path = pathOf(reflection)
      .replace(/^docs\//, '')
      .replace(/\.md$/, '');
    return `docs/${path.replace(/\/README$/, '').replace(/^README$/, 'index')}`;
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
  let pages;
  let page;
  app.renderer.on(RendererEvent.BEGIN, ({ project }) => {
    names = namesOf(project);
    pages = new Map(project.documents.map(document => [pathOf(document), document]));
  });
  app.renderer.on(PageEvent.BEGIN, event => (page = event.model));
  const configure = parser => {
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
    // TypeDoc leaves the link around a picture as it is.
    const plainLink =
      parser.renderer.rules.link_open ??
      ((tokens, at, options, _, self) => self.renderToken(tokens, at, options));
    parser.renderer.rules.link_open = (tokens, at, ...rest) => {
      const target = pages.get(
        join(page.isProject() ? '' : dirname(pathOf(page)), tokens[at].attrGet('href')),
      );
      if (target) tokens[at].attrSet('href', app.renderer.router.relativeUrl(page, target));
      return plainLink(tokens, at, ...rest);
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
  };
  app.on(Application.EVENT_BOOTSTRAP_END, () => app.options.setValue('markdownItLoader', configure));
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

/** Types that exports refer to, and that can't be imported, stand last on the page of their entry. */
function placeOthers(app) {
  const summary = [{ kind: 'text', text: 'Types that exports refer to. They can’t be imported by name.' }];
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const module of project.getReflectionsByKind(ReflectionKind.Module)) {
      if (module.name !== OTHERS) continue;
      module.comment = new Comment(summary, [
        new CommentTag('@group', [{ kind: 'text', text: 'Behind these' }]),
      ]);
    }
  });
}

/** Icons are those of the page itself, which a browser shows without a server, too. */
const withOwnIcons = html => html.replaceAll(/<use href="[^"#]*#/g, '<use href="#');

export function load(app) {
  app.renderer.defineRouter('site', SiteRouter);
  addDocuments(app);
  placeOthers(app);
  addMarkdown(app);
  findDollars(app);
  app.renderer.on(PageEvent.END, page => (page.contents = withOwnIcons(accessible(page.contents))));
}
