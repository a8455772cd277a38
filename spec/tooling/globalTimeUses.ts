import ts from 'typescript';

const TIMERS = new Set(['setTimeout', 'setInterval', 'setImmediate']);
const READS = new Set([
  'Date.now',
  'Math.random',
  'performance.now',
  'performance.timeOrigin',
  'crypto.getRandomValues',
  'crypto.randomUUID',
  'process.hrtime',
  'AbortSignal.timeout',
]);
const MODULES = /^(node:)?(timers(\/promises)?|perf_hooks)$/;
/** Names that bring time or randomness along, by the module that they are imported from. */
const NAMES: readonly (readonly [module: RegExp, name: RegExp])[] = [
  [/^(node:)?crypto$/, /^(random|webcrypto)/],
  [
    /^rxjs(\/operators)?$/,
    /^(timer|interval|delay|timeout|timeoutWith|timestamp|timeInterval|\w+Time|\w+Scheduler|\w*[tT]imer)$/,
  ],
];

/** Without any of these words there is nothing to find, and no need to parse. */
const WORDS =
  /setTimeout|setInterval|setImmediate|\bDate\b|Math\.random|performance|crypto|hrtime|AbortSignal|timers|perf_hooks|\b(timer|interval|delay|timeout\w*|timestamp|timeInterval|\w+Time|\w+Scheduler)\b[^;]*'rxjs/;

/** Where a text uses the clocks, timers or randomness of the machine: what it uses, in the order of the text. */
export function globalTimeUses(text: string): string[] {
  if (!WORDS.test(text)) return [];
  const found: string[] = [];
  const source = ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest, true);
  visit(source);
  return found;

  function visit(node: ts.Node): void {
    const use = useOf(node);
    if (use !== undefined) found.push(use);
    ts.forEachChild(node, visit);
  }
}

function useOf(node: ts.Node): string | undefined {
  if (ts.isIdentifier(node)) return TIMERS.has(node.text) && isGlobal(node) ? node.text : undefined;
  if (ts.isPropertyAccessExpression(node)) {
    const name = node
      .getText()
      .replaceAll(/\s|\?/g, '')
      .replace(/^globalThis\./, '');
    return READS.has(name) ? name : undefined;
  }
  if (ts.isNewExpression(node)) {
    const isNow = isDate(node.expression) && (node.arguments ?? []).length === 0;
    return isNow ? 'new Date()' : undefined;
  }
  if (ts.isCallExpression(node)) return isDate(node.expression) ? 'Date()' : moduleOf(node.arguments[0]);
  if (!ts.isImportDeclaration(node)) return undefined;
  return moduleOf(node.moduleSpecifier) ?? importedOf(node);
}

/** Whether a name stands for the global of that name: it is no member of something else, and no member's name. */
function isGlobal(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) {
    return parent.expression === node || parent.expression.getText() === 'globalThis';
  }
  if (ts.isImportSpecifier(parent) || ts.isTypeElement(parent)) return false;
  return !(ts.isPropertyAssignment(parent) && parent.name === node);
}

const isDate = (node: ts.Expression): boolean => /^(globalThis\.)?Date$/.test(node.getText());

const moduleOf = (node: ts.Expression | undefined): string | undefined =>
  node !== undefined && ts.isStringLiteral(node) && MODULES.test(node.text) ? node.text : undefined;

function importedOf({ importClause, moduleSpecifier }: ts.ImportDeclaration): string | undefined {
  const module = (moduleSpecifier as ts.StringLiteral).text;
  const bindings = importClause?.namedBindings;
  if (bindings === undefined || !ts.isNamedImports(bindings)) return undefined;
  const names = bindings.elements.map(({ name, propertyName }) => (propertyName ?? name).text);
  for (const [of, timed] of NAMES) {
    const name = of.test(module) ? names.find(one => timed.test(one)) : undefined;
    if (name !== undefined) return `${name} of ${module}`;
  }
  return undefined;
}
