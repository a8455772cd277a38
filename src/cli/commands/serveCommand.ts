import { checkJobName } from '../../core/jobName.js';
import { withConnection } from '../connection.js';
import { openBrowser } from '../process/openBrowser.js';
import type { Host } from '../process/host.js';
import { serveUntilStopped } from '../process/serveUntilStopped.js';
import type { ConnectionSettings } from '../flags/settings.js';

/** The flags of `serve`. */
export interface ServeSettings extends ConnectionSettings {
  readonly port: number;
  readonly job?: string;
  readonly open?: boolean;
}

/** `stepstream serve`: the live page, on this machine alone, until Ctrl-C. */
export async function serveCommand(
  { port, job, open, ...connection }: ServeSettings,
  host: Host,
): Promise<number> {
  if (job !== undefined) checkJobName(job);
  return withConnection(connection, host.connect, recommender =>
    serveUntilStopped(host, { recommender, port, job }, url => {
      host.stdout.write(`The page is at ${url}\nCtrl-C ends it.\n`);
      if (open === true) openBrowser(url, host);
    }),
  );
}
