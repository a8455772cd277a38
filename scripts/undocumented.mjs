// What the package exports and doesn't document: a name or an option without a doc comment, a function without an
// example. Only syntax is read, which takes a second: `npm run docs` asks each time.
import { join } from 'node:path';
import ts from 'typescript';

/** What the entries export and don't document, as complaints; `entries` are pairs of a name and a path. */
export function undocumented(entries, read) {
  const modules = modulesOf(read);
  const seen = new Set();
  return entries.flatMap(([, file]) =>
    [...modules.exportsOf(file)].flatMap(([name, { file: home, nodes }]) => {
      if (seen.has(nodes[0])) return [];
      seen.add(nodes[0]);
      const comments = nodes.flatMap(commentsOf);
      if (!comments.some(isText)) return [`${home}: ${name} has no doc comment`];
      const tags = comments.flatMap(comment => comment.tags ?? []);
      if (nodes.some(isFunction) && !tags.some(({ tagName }) => tagName.text === 'example'))
        return [`${home}: ${name}() has no @example`];
      return nodes
        .filter(node => ts.isInterfaceDeclaration(node) && OPTIONS.test(name))
        .flatMap(({ members }) => [...members])
        .filter(member => !commentsOf(member).some(isText))
        .map(member => `${home}: ${name}.${member.name.getText()} has no doc comment`);
    }),
  );
}

/** Interfaces of which each member says what it is. */
const OPTIONS = /(?:Options|Filters)$/;

const commentsOf = node => ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
const isText = ({ comment }) => Boolean(comment);

const isFunction = node =>
  ts.isFunctionDeclaration(node) ||
  (ts.isVariableStatement(node) &&
    node.declarationList.declarations.some(
      ({ initializer }) => initializer && ts.isArrowFunction(initializer),
    ));

const namesOf = node =>
  ts.isVariableStatement(node)
    ? node.declarationList.declarations.map(({ name }) => name.text)
    : node.name
      ? [node.name.text]
      : [];

/** What sources export, through all that they export from each other. */
function modulesOf(read) {
  const parsed = new Map();
  const statementsOf = file => {
    if (!parsed.has(file))
      parsed.set(file, ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true).statements);
    return parsed.get(file);
  };
  const target = (file, { text }) => join(file, '..', text.replace(/\.js$/, '.ts'));

  /** What a file declares or imports under a name: where, and the declarations. */
  function find(file, name) {
    const statements = statementsOf(file);
    const nodes = statements.filter(node => namesOf(node).includes(name));
    if (nodes.length) return { file, nodes };
    for (const node of statements) {
      const elements = ts.isImportDeclaration(node)
        ? node.importClause?.namedBindings?.elements
        : ts.isExportDeclaration(node) && node.moduleSpecifier && node.exportClause?.elements;
      const found = elements && [...elements].find(element => element.name.text === name);
      if (found) return find(target(file, node.moduleSpecifier), (found.propertyName ?? found.name).text);
    }
    throw new Error(`${file} has no ${name}`);
  }

  /** The exported names of a file, each with the file and the declarations that it comes from. */
  function exportsOf(file) {
    const found = new Map();
    for (const node of statementsOf(file))
      if (!ts.isExportDeclaration(node)) {
        if (node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword))
          for (const name of namesOf(node)) found.set(name, find(file, name));
      } else if (node.exportClause) {
        for (const { name } of node.exportClause.elements) found.set(name.text, find(file, name.text));
      } else {
        for (const [name, what] of exportsOf(target(file, node.moduleSpecifier))) found.set(name, what);
      }
    return found;
  }
  return { exportsOf };
}
