/** Timers that this process has running. */
export const timers = (): number =>
  process.getActiveResourcesInfo().filter(name => name === 'Timeout').length;
