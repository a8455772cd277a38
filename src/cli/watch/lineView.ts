import { environmentLines, type EnvironmentLetters } from '../../words/environments.js';
import { oneLine } from '../../words/oneLine.js';
import { trafficWords } from '../decision/trafficLines.js';
import type { Writer } from '../output/writer.js';
import { pickWords } from './endText.js';
import { activityLine } from './activityLine.js';
import type { TrackerOptions } from './jobTracker.js';
import { jobTrackers } from './jobTrackers.js';
import type { JobView } from './jobView.js';
import { stepWords } from './jobWords.js';
import type { ServiceNow } from './serviceNow.js';
import type { WatchView } from './watchView.js';

/** How the lines of jobs are made. */
export interface LineViewOptions extends TrackerOptions {
  /** What is said of a job after its end. Default: its pick, and what costs least a month at some traffics. */
  readonly ending?: (view: JobView) => readonly string[];
}

/**
 * Writes a line of text for each thing that happens, what each letter of an environment stands for before it is used, and
 * the pick of a job after its end. What ends the watch of a single job is the command's to say.
 */
export function lineView(
  out: Writer,
  jobNames: readonly string[],
  time: ServiceNow,
  { ending = pickLines, ...options }: LineViewOptions,
): WatchView {
  const trackers = jobTrackers(jobNames, options);
  /** Number of letters of each job that were explained. */
  const explained = new Map<string, number>();
  const legendOf = ({ jobName, letters, kind }: JobView): readonly string[] => {
    const known = explained.get(jobName) ?? 0;
    if (kind !== 'classic' || letters.size === known) return [];
    explained.set(jobName, letters.size);
    const added: EnvironmentLetters = new Map([...letters].slice(known));
    return environmentLines(added).map(line => oneLine(`${jobName}: ${line}`));
  };
  return {
    show: async update => {
      if ('event' in update) time.learn(update.event);
      const activities = trackers.take(update);
      if (jobNames.length === 1 && 'error' in update) return;
      if (activities.length === 0) return;
      const view = trackers.viewOf(update.jobName, time.now());
      const lines = activities.flatMap(activity => [
        activityLine(activity, view),
        ...(activity.type === 'done' ? ending(view).map(line => oneLine(`${view.jobName}: ${line}`)) : []),
      ]);
      await out.write([...legendOf(view), ...lines].map(line => `${line}\n`).join(''));
    },
    end: () => Promise.resolve(),
  };
}

/** The pick of a job that is over, and what costs least a month, as nothing said at which traffic. */
export function pickLines(view: JobView): readonly string[] {
  const { outlook, ask, letters } = view;
  const traffic = trafficWords(outlook.months, { nameOf: step => stepWords(step, letters), ask });
  return [pickWords(view, true), ...(traffic === undefined ? [] : [traffic])];
}
