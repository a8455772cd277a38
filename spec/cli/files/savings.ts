import { Job as JobCodec } from '../../../src/decode/job.js';
import { Step as StepCodec } from '../../../src/decode/step.js';
import type { Job } from '../../../src/core/job.js';
import type { Step } from '../../../src/core/step.js';

type Wire = Readonly<Record<string, unknown>>;

/** A copy with each time, in epoch seconds on the wire, in another form. */
function withTimes(wire: unknown, form: (time: Date) => unknown): unknown {
  if (Array.isArray(wire)) return wire.map(item => withTimes(item, form));
  if (typeof wire !== 'object' || wire === null) return wire;
  return Object.fromEntries(
    Object.entries(wire as Wire).map(([name, value]) => [
      name,
      /^Invocation\w+Time$/.test(name) && typeof value === 'number'
        ? form(new Date(Math.round(value * 1000)))
        : withTimes(value, form),
    ]),
  );
}

const offset = (time: Date, between: string): string =>
  new Date(time.getTime() + 3_600_000).toISOString().replace('T', between).replace('Z', '000+01:00');

const listing = (steps: readonly Step[], form: (time: Date) => unknown): object => ({
  Steps: withTimes(steps.map(StepCodec.encode), form),
});
const seconds = (time: Date): number => time.getTime() / 1000;
const text = (value: unknown): string => JSON.stringify(value, null, 4);
/** Python writes `NaN` without quotes where it is a number. */
const python = (value: unknown): string => text(value).replace(/: "NaN"/g, ': NaN');

/** The steps of a job, as each tool saves them. */
export const SAVINGS: Readonly<Record<string, (steps: readonly Step[]) => string>> = {
  'aws-cli 1': steps => text(listing(steps, seconds)),
  'aws-cli 2': steps => text(listing(steps, time => offset(time, 'T'))),
  'boto3 with default=str': steps => text(listing(steps, time => offset(time, ' '))),
  'Python, with metrics as numbers': steps => python(listing(steps, time => offset(time, ' '))),
  'boto3, the pages of a paginator': steps =>
    text([
      { ...listing(steps.slice(0, 1), time => offset(time, ' ')), NextToken: 'next', ResponseMetadata: {} },
      { ...listing(steps.slice(1), time => offset(time, ' ')), ResponseMetadata: {} },
    ]),
  'aws-cli, a page a call': steps =>
    text({ ...listing(steps.slice(0, 1), seconds), NextToken: 'next' }) +
    text(listing(steps.slice(1), seconds)),
  'JSON.stringify of decoded steps': steps => JSON.stringify(steps),
  'JSON.stringify of a page': steps => JSON.stringify({ jobName: 'job', index: 0, steps }),
  'stepstream steps --output ndjson': steps =>
    steps.map(step => `${JSON.stringify(StepCodec.encode(step))}\n`).join(''),
  'stepstream steps --output json': steps => text({ Steps: steps.map(StepCodec.encode) }),
  'a list with null items': steps => text({ Steps: [null, ...steps.map(StepCodec.encode), null] }),
  'lines that end with \\r\\n': steps =>
    steps.map(step => `${JSON.stringify(StepCodec.encode(step))}\r\n`).join(''),
};

/** The description of a job as a line. */
export const descriptionLine = (job: Job): string => `${JSON.stringify(JobCodec.encode(job))}\n`;
