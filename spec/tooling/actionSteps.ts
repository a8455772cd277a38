// The steps of action.yml, run as GitHub's runner does: by bash, with inputs in the environment alone.
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { environmentOf } from '../cli/support/environmentOf.js';
import { runChild } from '../support/child.js';

/** A step that runs a script. */
export interface ActionStep {
  readonly name: string;
  readonly id?: string;
  readonly shell: string;
  readonly run: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** What action.yml says. */
export interface Action {
  readonly inputs: Readonly<
    Record<string, { readonly description: string; readonly required?: boolean; readonly default?: string }>
  >;
  readonly outputs: Readonly<Record<string, { readonly description: string; readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly ActionStep[] };
}

/** How a step ended: its log, its outputs, and its part of the page of the run. */
export interface StepRun {
  readonly code: number | string | null;
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

/** What a step runs with. */
export interface StepOptions {
  readonly inputs?: Readonly<Record<string, string>>;
  /** The checkout of the action. */
  readonly actionPath: string;
  /** A folder whose programs are found first. */
  readonly programs?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly endpoint?: string;
  /** Milliseconds after which it is killed. Default 120 s. */
  readonly deadlineMs?: number;
}

export const action: Action = parse(
  readFileSync(join(import.meta.dirname, '../../action.yml'), 'utf8'),
) as Action;

/** The variables of a step: its expressions take inputs, and nothing else. */
function variablesOf({ env = {} }: ActionStep, given: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const valueOf = (expression: string): string => {
    const [, name] = /^\$\{\{ inputs\.([a-z-]+) \}\}$/.exec(expression) ?? [];
    const input = name === undefined ? undefined : action.inputs[name];
    if (input === undefined) throw new Error(`${expression} is no input`);
    return given[name!] ?? input.default ?? '';
  };
  return Object.fromEntries(Object.entries(env).map(([name, expression]) => [name, valueOf(expression)]));
}

/** Runs the step of a name to its end, with files of the runner in a folder. */
export async function runStep(
  name: string,
  folder: string,
  { inputs = {}, actionPath, programs, env, endpoint, deadlineMs }: StepOptions,
): Promise<StepRun> {
  const step = action.runs.steps.find(one => one.name === name)!;
  const own = mkdtempSync(join(folder, 'step-'));
  const file = (its: string, text: string): string => {
    writeFileSync(join(own, its), text);
    return join(own, its);
  };
  const [script, GITHUB_OUTPUT, GITHUB_STEP_SUMMARY] = [
    file('script.sh', step.run),
    file('output', ''),
    file('summary.md', ''),
  ];
  mkdirSync(join(own, 'temp'));
  const { code, stdout, stderr } = await runChild(
    step.shell,
    ['--noprofile', '--norc', '-eo', 'pipefail', script],
    {
      ...(deadlineMs !== undefined && { deadlineMs }),
      env: {
        ...environmentOf({ endpoint, env: { ...env, ...variablesOf(step, inputs) } }),
        ...{ GITHUB_ACTION_PATH: actionPath, GITHUB_OUTPUT, GITHUB_STEP_SUMMARY, TMPDIR: join(own, 'temp') },
        PATH: [...(programs === undefined ? [] : [programs]), process.env['PATH']].join(':'),
      },
    },
  );
  const lines = readFileSync(GITHUB_OUTPUT, 'utf8').split('\n').filter(Boolean);
  return {
    code,
    log: stdout + stderr,
    outputs: Object.fromEntries(lines.map(line => line.split(/=(.*)/s).slice(0, 2) as [string, string])),
    summary: readFileSync(GITHUB_STEP_SUMMARY, 'utf8'),
  };
}
