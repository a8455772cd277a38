/**
 * Traces and metrics of all connections and gateways of a process, for OpenTelemetry.
 *
 * @module stepstream/opentelemetry
 */

export { spanContextOf } from './recordedSpans.js';
export { instrument, type InstrumentOptions } from './instrument.js';
