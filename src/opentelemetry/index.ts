// The whole of `stepstream/opentelemetry`.

export { spanContextOf } from './recordedSpans.js';
export { instrument, type InstrumentOptions } from './instrument.js';
