/** How many runs a property gets: `usual`, or in `npm run test:long` `long`, 25 times as many unless given. */
export function runs(usual: number, long: number = usual * 25): number {
  return process.env.STEPSTREAM_LONG ? long : usual;
}
