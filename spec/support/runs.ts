/** How many runs a property gets: `usual`, or 25 times as many in `npm run test:long`. */
export function runs(usual: number): number {
  return process.env.STEPSTREAM_LONG ? usual * 25 : usual;
}
