import type { Host } from '../process/host.js';
import { terminalOf } from '../process/terminal.js';
import { endText } from './endText.js';
import { fleetFrame } from './fleetFrame.js';
import { jobFrame, type Canvas } from './jobFrame.js';
import type { TrackerOptions } from './jobTracker.js';
import { jobTrackers } from './jobTrackers.js';
import type { JobView } from './jobView.js';
import { liveScreen } from './liveScreen.js';
import type { ServiceNow } from './serviceNow.js';
import type { WatchView } from './watchView.js';

/** What a live view shows. */
export interface LiveViewOptions extends Omit<TrackerOptions, 'monotonic'> {
  /** The jobs that were asked for; none for a fleet. */
  readonly jobNames: readonly string[];
  readonly time: ServiceNow;
  /** Lines that stay of a single job. Default: how it ended, what failed, and the pick. */
  readonly ending?: (view: JobView, canvas: Canvas) => readonly string[];
}

/** Interval between two frames, in milliseconds. */
const FRAME_MS = 100;
/** Number of rows where the terminal doesn't give it. */
const UNKNOWN_ROWS = 24;

/** Shows one job whole, or several with a line for each, in place: a frame that is drawn over again. */
export function liveView(
  host: Pick<Host, 'stdout' | 'env' | 'time' | 'on' | 'exit' | 'suspend'>,
  { jobNames, time, ending = endText, ...options }: LiveViewOptions,
): WatchView {
  const { stdout, env, time: clock } = host;
  const trackers = jobTrackers(jobNames, { monotonic: clock.monotonic, ...options });
  const screen = liveScreen(
    {
      write: text => stdout.write(text),
      // What lines were drawn for, where the terminal doesn't say how wide it is.
      get columns() {
        return terminalOf(stdout, env).columns;
      },
    },
    host,
  );
  const only = jobNames.length === 1 ? jobNames[0] : undefined;

  /** One column and one row less than there are: the cursor has its place, and nothing is wrapped. */
  const canvas = (): Canvas => {
    const { columns, paint } = terminalOf(stdout, env);
    const { rows: given = 0 } = stdout;
    const rows = given > 0 ? given : UNKNOWN_ROWS;
    return { columns: Math.max(1, columns - 1), rows: Math.max(1, rows - 1), paint, now: time.now() };
  };
  const draw = (): void => {
    const at = canvas();
    screen.draw(
      only === undefined
        ? fleetFrame(trackers.viewsAt(at.now), at)
        : jobFrame(trackers.viewOf(only, at.now), at),
    );
  };
  let cancel: () => void;
  const frame = (): void => {
    draw();
    cancel = clock.after(FRAME_MS, frame);
  };
  frame();
  return {
    show: update => {
      if ('event' in update) time.learn(update.event);
      trackers.take(update);
      return Promise.resolve();
    },
    end: () => {
      cancel();
      const at = canvas();
      screen.end(
        only === undefined
          ? fleetFrame(trackers.viewsAt(at.now), { ...at, rows: Infinity })
          : ending(trackers.viewOf(only, at.now), at),
      );
      return Promise.resolve();
    },
  };
}
