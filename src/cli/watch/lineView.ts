import type { Writer } from '../output/writer.js';
import { pickWords } from './endText.js';
import { activityLine } from './activityLine.js';
import type { TrackerOptions } from './jobTracker.js';
import { jobTrackers } from './jobTrackers.js';
import type { ServiceNow } from './serviceNow.js';
import type { WatchView } from './watchView.js';

/**
 * Writes a line of text for each thing that happens, and the pick of a job after its end. What ends the
 * watch of a single job is the command's to say.
 */
export function lineView(
  out: Writer,
  jobNames: readonly string[],
  time: ServiceNow,
  options: TrackerOptions,
): WatchView {
  const trackers = jobTrackers(jobNames, options);
  return {
    show: async update => {
      if ('event' in update) time.learn(update.event);
      const activities = trackers.take(update);
      if (jobNames.length === 1 && 'error' in update) return;
      if (activities.length === 0) return;
      const view = trackers.viewOf(update.jobName, time.now());
      const lines = activities.flatMap(activity => [
        activityLine(activity, view),
        ...(activity.type === 'done' ? [`${view.jobName}: ${pickWords(view, true)}`] : []),
      ]);
      await out.write(lines.map(line => `${line}\n`).join(''));
    },
    end: () => Promise.resolve(),
  };
}
