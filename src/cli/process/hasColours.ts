import type { Environment, OutputStream } from './host.js';

/** The values of FORCE_COLOR that switch colours on, as Node reads them; every other one switches them off. */
const ON = ['', '1', 'true', '2', '3'];

/**
 * Whether text for people is coloured. `FORCE_COLOR` counts most, as with Node and chalk, in a pipe too; then `NO_COLOR`,
 * which any text but an empty one sets; then `CLICOLOR_FORCE`, which any text but `0` and an empty one sets. Otherwise a
 * terminal is coloured that has colours. Sixteen are used, so that 1, 2 and 3 of FORCE_COLOR do the same.
 */
export function hasColours(stream: Pick<OutputStream, 'isTTY' | 'hasColors'>, env: Environment): boolean {
  const { FORCE_COLOR: forced, NO_COLOR: none = '', CLICOLOR_FORCE: also = '', ...others } = env;
  if (forced !== undefined) return ON.includes(forced);
  if (none !== '') return false;
  if (also !== '' && also !== '0') return true;
  // Node takes an empty NO_COLOR for one.
  return stream.isTTY === true && stream.hasColors?.(others) === true;
}
