import { expect } from 'chai';
import fc from 'fast-check';
import { compileQuery } from '../../../src/operators/query/compileQuery.js';
import { CHILD_LIMIT_MS, runChild } from '../../support/child.js';
import { freeze } from '../../support/freeze.js';
import { runs } from '../../support/runs.js';
import { skip } from '../../support/skip.js';

/** Reads `{ document, expressions }`, and prints for each expression a list with its result, or null where it fails. */
const PYTHON = `
import json, sys
try:
    import jmespath
except ImportError:
    sys.exit(77)
asked = json.load(sys.stdin)
def answer(expression):
    try:
        return [jmespath.search(expression, asked['document'])]
    except Exception:
        return None
print(json.dumps([answer(expression) for expression in asked['expressions']]))
`;

const benchmark = (
  n: number,
  InstanceType: string,
  Metrics?: Readonly<Record<string, number | string>>,
  FailureReason?: string,
): object => ({
  StepType: 'BENCHMARK',
  JobName: 'tarifs-été',
  Status: Metrics === undefined ? 'FAILED' : 'COMPLETED',
  InferenceBenchmark: {
    ...(Metrics && { Metrics }),
    ...(FailureReason !== undefined && { FailureReason }),
    EndpointConfiguration: {
      EndpointName: `sm-epc-${String(n)}`,
      InstanceType,
      InitialInstanceCount: 1 + (n % 3),
    },
    ModelConfiguration: {
      EnvironmentParameters: n % 2 ? [] : [{ Key: 'OMP_NUM_THREADS', ValueType: 'String', Value: String(n) }],
    },
    InvocationStartTime: `2026-0${String(1 + (n % 2))}-01T00:00:0${String(n)}+00:00`,
  },
});

/** A listing as aws-cli has it: a running test without figures, a utilisation that isn't available, a failed test. */
const DOCUMENT = freeze({
  Steps: [
    benchmark(1, 'ml.c5.large', {
      ModelLatency: 96,
      CostPerHour: 0.25,
      MaxInvocations: 1300,
      MemoryUtilization: 'NaN',
    }),
    benchmark(2, 'ml.g5.xlarge', {
      ModelLatency: 889,
      CostPerHour: 1.5,
      MaxInvocations: 64_392,
      MemoryUtilization: 12.5,
    }),
    benchmark(3, 'ml.inf1.xlarge', undefined, 'CapacityError: \uff5e ML compute 😀'),
    benchmark(4, 'ml.c5.large', {
      ModelLatency: 1000,
      CostPerHour: 0.25,
      MaxInvocations: 900,
      MemoryUtilization: 80,
    }),
    benchmark(5, 'ml.m5.2xlarge', {
      ModelLatency: 10,
      CostPerHour: 0.5,
      MaxInvocations: 1300,
      MemoryUtilization: 0,
    }),
    { StepType: 'BENCHMARK', JobName: 'tarifs-été', Status: 'PENDING', InferenceBenchmark: null },
  ],
  NextToken: 'more',
});

/** What people ask, and what was answered wrongly before. */
const ASKED = [
  'length(Steps)',
  "length(Steps[?Status=='FAILED'])",
  'Steps[?Status==`FAILED`].InferenceBenchmark.FailureReason',
  'sort(Steps[].InferenceBenchmark.Metrics.ModelLatency)[-1]',
  'sort(Steps[].InferenceBenchmark.EndpointConfiguration.InstanceType)',
  'max_by(Steps[?InferenceBenchmark.Metrics], &InferenceBenchmark.Metrics.ModelLatency)',
  'max_by(Steps[:5], &InferenceBenchmark.EndpointConfiguration.EndpointName).Status',
  'min_by(Steps, &InferenceBenchmark.Metrics.ModelLatency)',
  "Steps[?InferenceBenchmark.InvocationStartTime>='2026-02-01'].InferenceBenchmark.EndpointConfiguration.EndpointName",
  'Steps[?InferenceBenchmark.Metrics.MemoryUtilization > `5`]',
  "Steps[?InferenceBenchmark.Metrics.MemoryUtilization != 'NaN' && InferenceBenchmark.Metrics.MemoryUtilization > `5`]",
  'Steps[?Status=`FAILED`]',
  "Steps[].to_number('')",
  "to_number('0x10')",
  'Steps[].nope(@)',
  'missing.nope(@)',
  'Steps[*].[Status, InferenceBenchmark.Metrics.CostPerHour]',
  'Steps[0].InferenceBenchmark.*.InstanceType',
  'Steps[].InferenceBenchmark.EndpointConfiguration.*[]',
  'reverse(Steps)[0].Status',
  "join(', ', Steps[].Status)",
  'to_string(Steps[2])',
  'Steps[2].length(InferenceBenchmark.FailureReason)',
  'keys(Steps[0])',
  'type(Steps) && Steps[-1].InferenceBenchmark || NextToken',
];

const METRIC = 'InferenceBenchmark.Metrics';
const ENDPOINT = 'InferenceBenchmark.EndpointConfiguration';
const PARAMETERS = 'InferenceBenchmark.ModelConfiguration.EnvironmentParameters';
/** Paths of numbers, of texts, and of anything; each is there in all steps, in some, or in none. */
const NUMBERS = [`${METRIC}.ModelLatency`, `${METRIC}.CostPerHour`, `${ENDPOINT}.InitialInstanceCount`];
const TEXTS = ['Status', 'JobName', `${ENDPOINT}.InstanceType`, 'InferenceBenchmark.InvocationStartTime'];
const OTHERS = [
  ...[METRIC, `${METRIC}.MemoryUtilization`, 'InferenceBenchmark', 'InferenceBenchmark.FailureReason'],
  ...[
    'missing.at.all',
    `${PARAMETERS}[*].Value`,
    `${PARAMETERS}[0].Value`,
    'InferenceBenchmark.*.InstanceType',
  ],
];
const PATHS = [...NUMBERS, ...TEXTS, ...OTHERS];
const LITERALS = [
  "'COMPLETED'",
  "'ml.c5.large'",
  "'2026-02'",
  "'\uff5e'",
  '`96`',
  '`0.25`',
  '`"NaN"`',
  '`null`',
];

/** Expressions over a listing; about a quarter of them fails. */
const { top: anyExpression } = fc.letrec<Record<'value' | 'condition' | 'list' | 'top', string>>(tie => {
  const [number, text, path] = [NUMBERS, TEXTS, PATHS].map(paths => fc.constantFrom(...paths)) as [
    fc.Arbitrary<string>,
    fc.Arbitrary<string>,
    fc.Arbitrary<string>,
  ];
  const [value, list, condition] = [tie('value'), tie('list'), tie('condition')];
  /** A text in which each # is one of the parts, in their order. */
  const form = (whole: string, ...parts: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
    fc.tuple(...parts).map(made => made.reduce((so, part) => so.replace('#', () => part), whole));
  const sign = fc.constantFrom('==', '!=', '<', '<=', '>', '>=');
  return {
    value: fc.oneof(
      { maxDepth: 3 },
      { arbitrary: path, weight: 6 },
      { arbitrary: fc.constantFrom(...LITERALS, '@'), weight: 3 },
      form('(# || #)', value, value),
      form('not_null(#, #)', value, value),
      form('to_array(#)', value),
      form('type(#)', value),
      // Not of "NaN", which is a number in Python: the doc comment of jmespath, what differs.
      form('to_number(#)', fc.constantFrom(...NUMBERS, ...TEXTS, `${PARAMETERS}[0].Value`)),
      form('length(to_array(#))', value),
      form('length(#)', path),
    ),
    condition: fc.oneof(
      { maxDepth: 3 },
      form('# # `96`', number, sign),
      form("# # 'ml.d'", text, sign),
      form("# # '2026-02'", text, sign),
      form('# # #', value, fc.constantFrom('==', '!='), value),
      form('# # #', value, sign, value),
      value,
      form("starts_with(#, 'ml.')", text),
      form('!(#)', condition),
      form('(# && #)', condition, condition),
      form('(# || #)', condition, condition),
    ),
    list: fc.oneof(
      { maxDepth: 2 },
      { arbitrary: form('Steps[?#]', condition), weight: 5 },
      fc.constantFrom('Steps[]', 'Steps[*]', 'Steps[1:4]', 'Steps[::-2]', 'Steps[-3:]'),
      form(`sort_by(Steps[?${METRIC}], &#)`, number),
      form('sort_by(Steps[:5], &#)', path),
      form('reverse(Steps[?#])', condition),
    ),
    top: fc.oneof(
      list,
      form('#.#', list, path),
      form('#.[#, #]', list, value, value),
      form('#.{a: #, "b c": #} | [0]', list, value, value),
      form(`max_by(Steps[?${METRIC}], &#)`, path),
      form('min_by(#, &#)', list, text),
      form('map(&#, #)', value, list),
      form('max(#.#)', list, number),
      form('sort(#.#)', list, text),
      form('sum(#.#)', list, number),
      form('length(#)', list),
    ),
  };
});

describe("jmespath beside Python's", function () {
  this.timeout(CHILD_LIMIT_MS);

  it('gives the same for 200 expressions over a listing of steps, or fails where Python fails', async function () {
    const count = runs(200);
    const drawn = fc.sample(anyExpression, { numRuns: count - ASKED.length, seed: 2026 });
    const expressions = [...ASKED, ...drawn];
    const python = await theirs(expressions);
    if (python === undefined) skip(this, 'python3 with jmespath is not installed');
    let failed = 0;
    expressions.forEach((expression, i) => {
      const expected = python[i];
      if (expected === null) failed += 1;
      expect(ours(expression), expression).deep.equal(expected);
    });
    console.log(
      `\njmespath: ${String(count)} of ${String(count)} expressions as Python's, ${String(failed)} of them errors`,
    );
    expect(expressions).length(count);
    expect(failed).within(count / 20, count / 2);
  });
});

/** What Python answers, undefined where it isn't there. */
async function theirs(
  expressions: readonly string[],
): Promise<readonly (readonly [unknown] | null)[] | undefined> {
  const input = JSON.stringify({ document: DOCUMENT, expressions });
  const { code, stdout, stderr } = await runChild('python3', ['-c', PYTHON], { input }).catch(
    (error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { code: 77, stdout: '', stderr: '' };
      throw error;
    },
  );
  if (code === 77) return undefined;
  expect(code, stderr).equal(0);
  return JSON.parse(stdout) as readonly (readonly [unknown] | null)[];
}

/** What we answer: a list with the result, or null where it fails. */
function ours(expression: string): readonly [unknown] | null {
  try {
    return [JSON.parse(JSON.stringify(compileQuery(expression, 'jmespath')(DOCUMENT)))];
  } catch {
    return null;
  }
}
