/** A difference in percent, as a terminal shows it: `17.2%`, and `<0.1%` for what is not quite nothing. */
export const percentOf = (percent: number): string => (percent < 0.1 ? '<0.1%' : `${percent.toFixed(1)}%`);
