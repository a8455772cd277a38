// Where editors go for "go to definition": asks TypeScript's server, as they do.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { writeFileSync } from 'node:fs';

const typescript = createRequire(createRequire(import.meta.url).resolve('typescript'));

/**
 * Where the names are defined that a program imports, for a program in a file of a project: for each name the `file` and
 * `start` of its definitions. `imports` has names by their specifiers.
 */
export async function definitions(file, imports) {
  const lines = Object.entries(imports).map(
    ([from, names]) => `import { ${names.join(', ')} } from '${from}';`,
  );
  writeFileSync(file, lines.join('\n'));
  const server = spawn(process.execPath, [
    typescript.resolve('@typescript/old/lib/tsserver.js'),
    ...['--disableAutomaticTypingAcquisition', '--suppressDiagnosticEvents'],
  ]);
  const send = (seq, command, args) =>
    server.stdin.write(`${JSON.stringify({ seq, type: 'request', command, arguments: args })}\n`);
  try {
    send(0, 'open', { file });
    const found = [];
    const asked = Object.entries(imports).flatMap(([from, names], i) =>
      names.map(name => ({ from, name, line: i + 1, offset: lines[i].indexOf(name) + 1 })),
    );
    asked.forEach(({ line, offset }, i) => send(i + 1, 'definition', { file, line, offset }));
    // Each answer is a line of JSON behind a header.
    let rest = '';
    for await (const chunk of server.stdout.setEncoding('utf8')) {
      rest += chunk;
      const complete = rest.split('\n');
      rest = complete.pop();
      for (const line of complete) {
        if (!line.startsWith('{')) continue;
        const { type, request_seq: seq, body } = JSON.parse(line);
        if (type === 'response' && seq > 0) found.push({ ...asked[seq - 1], at: body ?? [] });
      }
      if (found.length === asked.length) break;
    }
    return found;
  } finally {
    server.kill();
  }
}
