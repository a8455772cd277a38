// Nothing that a script has started outlives it: its lanes lead process groups of their own, and don't hear of Ctrl-C.
import { killDescendants } from './processTree.mjs';

const SIGNALS = [
  ['SIGHUP', 129],
  ['SIGINT', 130],
  ['SIGTERM', 143],
];

/** Kills all descendants when this process is interrupted, and ends it with the code of the signal. */
export function endTogether() {
  for (const [signal, code] of SIGNALS)
    process.once(signal, () => {
      killDescendants();
      process.exit(code);
    });
}
