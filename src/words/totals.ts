/** The number of tests that a job is expected to have: `40`; `2 to 4` where compiled models may be tested, too. */
export const totalText = (total: number, maxTotal: number | undefined): string =>
  maxTotal === undefined ? String(total) : `${String(total)} to ${String(maxTotal)}`;
