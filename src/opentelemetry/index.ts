// The whole of `stepstream/opentelemetry`.

export { instrument, type InstrumentOptions } from './instrument.js';
