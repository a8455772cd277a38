// Keeps the docs true: type-checks every ```ts block of the docs and every @example of src against the sources,
// and follows every relative link. A block marked `ts ignore` is left out; one marked `ts continued` goes on
// from the block before it. Examples that are whole programs live in docs/examples. Tables of options are compared
// with the doc comments that they come from (`--update` makes them anew), and prose is held to plain words. What the
// package exports has doc comments, and its functions have examples.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { entriesOf, manifest } from './entries.mjs';
import { fences, relativeLinks } from './markdown.mjs';
import { withOptionTables } from './optionTables.mjs';
import { unclear } from './plainWords.mjs';
import { root, run } from './run.mjs';
import { contentsComplaints } from './site/contents.mjs';
import { undocumented } from './undocumented.mjs';

/** The files of a folder whose names end so, as paths from the top of the repository. */
function filesOf(folder, suffix) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true })
    .filter(path => path.endsWith(suffix))
    .map(path => join(folder, path));
}
const linesOf = file => readFileSync(join(root, file), 'utf8').split('\n');

/** The @example parts of a source's doc comments: their fenced blocks, or the whole part where it has none. */
function examples(source) {
  return [...source.matchAll(/\/\*\*[\s\S]*?\*\//g)].flatMap(comment => {
    const first = source.slice(0, comment.index).split('\n').length - 1;
    const lines = comment[0]
      .replace(/\*\/$/, '')
      .split('\n')
      .map(line => line.replace(/^\s*\/?\*+ ?/, prefix => ' '.repeat(prefix.length)));
    const tags = lines.flatMap((line, i) => (/^\s*@[a-z]/.test(line) ? [i] : []));
    return tags
      .filter(tag => lines[tag].includes('@example'))
      .flatMap(tag => {
        const end = tags.find(next => next > tag) ?? lines.length;
        const part = lines.slice(tag + 1, end);
        const { blocks } = fences(part, first + tag + 1);
        return blocks.length ? blocks : [{ info: 'ts', first: first + tag + 1, lines: part }];
      });
  });
}

/**
 * What an editor's hover would flow into one paragraph: a part of the contract that is no item of a list, and a
 * drawing of marbles outside of a fence.
 */
function flowing(file) {
  const source = linesOf(file).join('\n');
  return [...source.matchAll(/\/\*\*[\s\S]*?\*\//g)].flatMap(comment => {
    const first = source.slice(0, comment.index).split('\n').length - 1;
    const lines = comment[0].split('\n').map(line => line.replace(/^\s*(\/\*\*|\*) ?/, ''));
    return fences(lines, first).outside.flatMap(({ line, at }) => {
      if (/^(Unit|Order|Skips|Fails|Cost)(\s{2,}|:)/.test(line))
        return `${file}:${at + 1}: write it as an item of a list: - **${line.split(/[\s:]/)[0]}**: …`;
      if (/^ {2,}\S.*-[-\w]*-.*\|/.test(line))
        return `${file}:${at + 1}: put the drawing into a fence, as text`;
      return [];
    });
  });
}

/** Type-checks blocks, each at its own line in a file of its own; answers the complaints. */
async function compile(blocks) {
  const folder = join(root, 'node_modules/.cache/docs');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const programs = [];
  for (const { file, info, first, lines } of blocks) {
    if (!/\bcontinued\b/.test(info) || programs.at(-1)?.file !== file) programs.push({ file, lines: [] });
    const program = programs.at(-1).lines;
    program.push(...Array(first - program.length).fill(''), ...lines);
  }
  programs.forEach(({ lines }, i) =>
    writeFileSync(join(folder, `${i}.ts`), `${lines.join('\n')}\nexport {};\n`),
  );
  const compilerOptions = {
    declaration: false,
    isolatedDeclarations: false,
    noUnusedLocals: false,
    noUnusedParameters: false,
    types: ['node'],
  };
  const tsconfig = { extends: join(root, 'tsconfig.json'), compilerOptions, include: ['*.ts'] };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(tsconfig));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  const { code, stdout, stderr } = await run('tsc', ['-p', '.', '--pretty', 'false'], { cwd: folder });
  const complaints = (stdout + stderr)
    .split('\n')
    .filter(Boolean)
    .map(line =>
      line.replace(/^(\d+)\.ts\((\d+),(\d+)\)/, (_, i, at, column) => `${programs[i].file}:${at}:${column}`),
    );
  return code === 0 ? [] : complaints;
}

/** The anchors of a page's headings, as GitHub makes them. */
function anchorsOf(file) {
  const seen = new Map();
  return fences(linesOf(file)).outside.flatMap(({ line }) => {
    const heading = /^#{1,6}\s+(.*?)\s*#*$/.exec(line)?.[1];
    if (heading === undefined) return [...line.matchAll(/<a (?:id|name)="([^"]+)"/g)].map(([, id]) => id);
    const text = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const slug = text.replace(/[^\p{L}\p{N}\p{M} _-]/gu, '').replaceAll(' ', '-');
    const times = seen.get(slug) ?? 0;
    seen.set(slug, times + 1);
    return times ? `${slug}-${times}` : slug;
  });
}

/** The relative links of a page, each with its line and what's wrong with it, if anything. */
function links(file) {
  return relativeLinks(linesOf(file)).map(({ target, at }) => {
    const [path, anchor] = target.split('#');
    const page = path ? join(dirname(file), path) : file;
    const where = `${file}:${at + 1}: ${target}`;
    if (!existsSync(join(root, page))) return `${where}: there is no ${page}`;
    if (anchor && page.endsWith('.md') && !anchorsOf(page).includes(anchor))
      return `${where}: ${page} has no heading for #${anchor}`;
    return undefined;
  });
}

/** The comments of a source, each as text and the number of its first line, counted from 0. */
const commentsOf = source =>
  [...source.matchAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm)].map(({ 0: text, index }) => ({
    text,
    at: source.slice(0, index).split('\n').length - 1,
  }));

/** What isn't plain in the comments of a source, or in the prose of a page. */
function unclearIn(file) {
  const lines = linesOf(file);
  return file.endsWith('.md')
    ? fences(lines).outside.flatMap(({ line, at }) => unclear(file, line.replace(/(`+).*?\1/g, ''), at))
    : commentsOf(lines.join('\n')).flatMap(({ text, at }) => unclear(file, text, at));
}

const pages = [...readdirSync(root).filter(name => name.endsWith('.md')), ...filesOf('docs', '.md')];
const blocks = [
  ...pages.flatMap(file => fences(linesOf(file)).blocks.map(block => ({ file, ...block }))),
  ...filesOf('src', '.ts').flatMap(file =>
    examples(linesOf(file).join('\n')).map(block => ({ file, ...block })),
  ),
].filter(({ info }) => /^(ts|typescript)\b/.test(info));
const checked = blocks.filter(({ info }) => !/\bignore\b/.test(info));
const followed = pages.flatMap(links);

const update = process.argv.includes('--update');
const sources = filesOf('src', '.ts').map(file => [file, linesOf(file).join('\n')]);
const tables = pages.flatMap(file => {
  const { text, complaints } = withOptionTables(file, linesOf(file), sources);
  if (!update || complaints.length === 0) return complaints;
  writeFileSync(join(root, file), text);
  return [];
});
if (update) await run('oxfmt', ['docs', ...pages.filter(file => !file.includes('/'))], { cwd: root });

const complaints = [
  ...(checked.length ? await compile(checked) : []),
  ...followed.filter(Boolean),
  ...tables,
  ...sources.flatMap(([file]) => flowing(file)),
  ...contentsComplaints(),
  ...undocumented(entriesOf(manifest), file => linesOf(file).join('\n')),
  ...[...pages, ...sources.map(([file]) => file)].flatMap(unclearIn),
];
for (const complaint of complaints) console.error(complaint);
const left = blocks.length - checked.length;
console.log(`${checked.length} examples${left ? ` (${left} ignored)` : ''}, ${followed.length} links`);
if (complaints.length) process.exitCode = 1;
