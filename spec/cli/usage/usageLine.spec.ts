import { expect } from 'chai';
import { FOREIGN_FLAGS } from '../../../src/cli/usage/foreignFlags.js';
import { program } from '../../../src/cli/program.js';
import { fakeHost } from '../support/fakeHost.js';
import { runCommand } from '../support/runCommand.js';

const refusal = async (...args: string[]): Promise<string> => {
  const { code, stdout, stderr } = await runCommand(args);
  expect([code, stdout], args.join(' ')).deep.equal([2, '']);
  expect(stderr).match(/^stepstream: [^\n]+\n$/);
  return stderr.slice('stepstream: '.length, -1);
};

describe('a command line that is another tool’s', () => {
  it('with a flag of aws-cli names ours, or says to leave it out', async () => {
    expect(await refusal('steps', 'j', '--no-cli-pager')).equal(
      "unknown option '--no-cli-pager': there is no pager: leave it out; see stepstream steps --help",
    );
    expect(await refusal('jobs', '--max-results=5')).match(/: use --page-size for .* --max-items for /);
    expect(await refusal('steps', 'j', '--next-token', 'x')).match(/: use --starting-token; see/);
    expect(await refusal('describe', '-o', 'json')).match(/^unknown option '-o': use --output; see/);
    for (const flag of ['--no-verify-ssl', '--ca-bundle'])
      expect(await refusal('jobs', flag)).match(/certificates are always verified; AWS_CA_BUNDLE=FILE /);
    expect(await refusal('watch', 'j', '--no-paginate')).match(/pages are followed to the last one/);
  });

  it('knows a flag only where no command has it', () => {
    const { commands } = program(fakeHost(), () => Promise.resolve());
    const ours = new Set(commands.flatMap(({ options }) => options.map(({ long }) => long)));
    // Another command's own meaning.
    ours.delete('--endpoint');
    expect(Object.keys(FOREIGN_FLAGS).filter(flag => ours.has(flag))).deep.equal([]);
    const named = Object.values(FOREIGN_FLAGS).flatMap(advice => advice.match(/--[a-z-]+/g) ?? []);
    expect(named.filter(flag => !ours.has(flag) && flag !== '--version')).deep.equal([]);
  });

  it('with a flag of another command names the commands that have it', async () => {
    expect(await refusal('steps', 'j', '--traffic', '9')).match(/'--traffic': best and watch have it; see/);
    expect(await refusal('steps', 'j', '--explain')).match(/'--explain': best has it; see/);
    expect(await refusal('serve', '--all')).match(/'--all': watch has it; see/);
    expect(await refusal('watch', 'j', '--query', 'x')).match(
      /: steps, jobs, describe, best and compare have it; see stepstream watch --help$/,
    );
  });

  it('with a format of aws-cli names the one that comes nearest', async () => {
    for (const [command, format, ours] of [
      ['steps', 'text', 'csv'],
      ['steps', 'yaml', 'json'],
      ['jobs', 'yaml-stream', 'ndjson'],
      ['watch', 'json', 'ndjson'],
      ['watch', 'text', 'lines'],
    ] as const)
      expect(await refusal(command, '--output', format)).match(new RegExp(`ndjson.*\\. Use ${ours}; see`));
    expect(await refusal('steps', '--output', 'xml')).not.match(/Use/);
  });

  it('with a command of another tool, a typo or a job says what comes there', async () => {
    for (const [name, ours] of [
      ['list', 'jobs or steps JOB'],
      ['ls', 'jobs or steps JOB'],
      ['get', 'jobs, steps JOB or describe JOB'],
      ['show', 'describe JOB'],
      ['status', 'describe JOB or watch JOB'],
      ['tail', 'watch JOB'],
      ['logs', 'watch JOB'],
      ['recommend', 'best JOB'],
      ['list-ai-recommendation-jobs', 'jobs --kind recommendation'],
      ['wach', 'watch'],
      ['compear', 'compare'],
    ] as const)
      expect(await refusal(name)).equal(
        `unknown command '${name}'. Did you mean ${ours}?; see stepstream --help`,
      );
    expect(await refusal('create')).match(/only reads jobs: 'aws sagemaker create-inference-rec/);
    expect(await refusal('nightly-2026-01-15')).match(
      /a job comes after a command, as in stepstream steps my-job/,
    );
  });
});
