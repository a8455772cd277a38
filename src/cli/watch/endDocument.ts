import { endpointLabel } from '../../core/stepLabel.js';
import { Step as StepCodec } from '../../decode/step.js';
import { oneLine } from '../../words/oneLine.js';
import { EXIT, exitCodeOfStatus } from '../process/exitCodes.js';
import type { Environment } from '../process/host.js';
import { activityLine } from './activityLine.js';
import { pickWords } from './endText.js';
import type { JobView } from './jobView.js';

/** What a command is told of a job that has ended: a document of JSON for its input, and variables. */
export interface EndDocument {
  readonly json: string;
  readonly env: Environment;
}

/** Tells of a job that has ended. */
export function endDocument(view: JobView): EndDocument {
  const { jobName, job, kind, steps, summary } = view;
  const status = job?.Status ?? '';
  const { best } = summary;
  const isEmpty = kind === 'recommendation' && status === 'COMPLETED' && steps.length === 0;
  const exitCode = isEmpty ? EXIT.nothingFits : exitCodeOfStatus(status);
  const text = [
    ...(job === undefined ? [] : [activityLine({ type: 'done', job }, view)]),
    `${jobName}: ${pickWords(view, true)}`,
  ];
  const document = {
    job: { name: jobName, status, arn: job?.JobArn, failureReason: job?.FailureReason },
    exitCode,
    counts: summary.counts,
    pick: best === undefined ? null : StepCodec.encode(best),
    text,
  };
  const env = {
    STEPSTREAM_JOB: jobName,
    STEPSTREAM_STATUS: status,
    STEPSTREAM_EXIT_CODE: String(exitCode),
    STEPSTREAM_REASON: job?.FailureReason ?? '',
    STEPSTREAM_PICK: best === undefined ? '' : endpointLabel(best),
  };
  return {
    json: `${JSON.stringify(document)}\n`,
    env: {
      ...Object.fromEntries(Object.entries(env).map(([name, value]) => [name, oneLine(value)])),
      STEPSTREAM_TEXT: text.map(oneLine).join('\n'),
    },
  };
}
