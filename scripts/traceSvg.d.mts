import type { ReadableSpan } from '@opentelemetry/sdk-trace';

/** Draws the spans of one trace. */
export function traceSvg(spans: readonly ReadableSpan[], title: string): string;
