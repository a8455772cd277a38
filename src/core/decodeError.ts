import { describeFault, type DecodeFault } from './decodeFault.js';
import { StepstreamError, type ErrorDetails } from './errors.js';

const SHOWN_FAULTS = 10;

/** Data from the service, or from a caller, that doesn't have the documented shape. */
export class DecodeError extends StepstreamError {
  constructor(
    readonly faults: readonly DecodeFault[],
    details?: ErrorDetails,
  ) {
    const lines = faults.slice(0, SHOWN_FAULTS).map(describeFault);
    const more = faults.length - lines.length;
    if (more > 0) lines.push(`and ${String(more)} more`);
    super('DECODE', lines.join('\n'), details);
  }
}
