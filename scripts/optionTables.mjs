// The tables of options in the docs, made of the doc comments: a table stands between `<!-- options: WatchOptions -->`
// and `<!-- /options -->`, a row for each option of that interface, those that it takes from others included.
import ts from 'typescript';

const OPEN = /^<!-- options: (\w+) -->$/;
const CLOSE = '<!-- /options -->';

const lookUps = new WeakMap();

/** The interfaces of some sources by name; `sources` are pairs of a path and its text, and are parsed once. */
function interfacesOf(sources) {
  if (!lookUps.has(sources)) lookUps.set(sources, parseInterfaces(sources));
  return lookUps.get(sources);
}

function parseInterfaces(sources) {
  const found = new Map();
  for (const [path, text] of sources) {
    if (!/\binterface \w/.test(text)) continue;
    const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
    for (const node of source.statements) {
      if (!ts.isInterfaceDeclaration(node)) continue;
      found.set(node.name.text, [...(found.get(node.name.text) ?? []), node]);
    }
  }
  return name => {
    const nodes = found.get(name) ?? [];
    if (nodes.length === 1) return nodes[0];
    throw new Error(`${nodes.length} interfaces are called ${name}`);
  };
}

const textOf = type => (ts.isIdentifier(type) ? type.text : type.getText());
/** The names in `'a' | 'b'`. */
const wordsOf = type => (ts.isUnionTypeNode(type) ? type.types : [type]).map(one => one.literal.text);

/** The members of an interface, those of what it extends behind its own. */
function membersOf(node, lookUp) {
  const inherited = (node.heritageClauses ?? []).flatMap(({ types }) =>
    types.flatMap(({ expression, typeArguments = [] }) => {
      const kind = textOf(expression);
      if (kind !== 'Pick' && kind !== 'Omit') return membersOf(lookUp(kind), lookUp);
      const [base, names] = typeArguments;
      const words = wordsOf(names);
      return membersOf(lookUp(textOf(base.typeName)), lookUp).filter(
        member => words.includes(member.name.getText()) === (kind === 'Pick'),
      );
    }),
  );
  return [...node.members, ...inherited];
}

/** The doc comment of a member, as one line. */
function proseOf(member) {
  const [comment = ''] = ts
    .getJSDocCommentsAndTags(member)
    .map(({ comment: text }) => ts.getTextOfJSDocComment(text));
  return comment.replace(/\s+/g, ' ').trim();
}

/** Name, default and meaning of an option; its comment says `Default …` in a sentence of its own. */
function row(member) {
  const prose = proseOf(member);
  const [sentence, given] = /(?:^| )Default:? (.+?)\.(?= |$)/.exec(prose) ?? [
    '',
    member.questionToken ? 'none' : 'required',
  ];
  const meaning = prose.replace(sentence, '').trim().replace(/\.$/, '');
  return [`\`${member.name.getText()}\``, given, meaning].map(cell => cell.replaceAll('|', '\\|'));
}

/** Name, default and meaning of each option of an interface, those that it takes from others behind its own. */
export function optionRows(name, sources) {
  const lookUp = interfacesOf(sources);
  return membersOf(lookUp(name), lookUp).map(row);
}

function table(name, lookUp) {
  const rows = membersOf(lookUp(name), lookUp).map(row);
  return [['option', 'default', 'meaning'], ['---', '---', '---'], ...rows].map(
    cells => `| ${cells.join(' | ')} |`,
  );
}

/** A line without what a formatter does to tables. */
const plain = line => line.replace(/-{3,}/g, '---').replace(/ +/g, ' ').trim();

/**
 * A page with its tables made anew, and what is wrong with those that it has: `{ text, complaints }`. `lines` are
 * the page's, `sources` pairs of a path and its text.
 */
export function withOptionTables(file, lines, sources) {
  const out = [];
  const complaints = [];
  let lookUp;
  for (let at = 0; at < lines.length; at++) {
    out.push(lines[at]);
    const name = OPEN.exec(lines[at])?.[1];
    if (name === undefined) continue;
    const end = lines.indexOf(CLOSE, at);
    if (end < 0) throw new Error(`${file}:${at + 1}: no ${CLOSE} follows`);
    lookUp ??= interfacesOf(sources);
    const made = table(name, lookUp);
    for (const member of membersOf(lookUp(name), lookUp))
      if (row(member)[2] === '')
        complaints.push(`${name}.${member.name.getText()} has no doc comment that says what it is`);
    const had = lines.slice(at + 1, end).filter(line => line.trim() !== '');
    if (had.map(plain).join('\n') !== made.map(plain).join('\n'))
      complaints.push(
        `${file}:${at + 1}: the table of ${name} isn't what its doc comments say: npm run docs -- --update`,
      );
    out.push('', ...made, '', CLOSE);
    at = end;
  }
  return { text: out.join('\n'), complaints };
}
