import { NetworkError, StepstreamError } from '../core/errors.js';

/** Errors that can mean that another account, region or endpoint was meant. */
const ELSEWHERE: ReadonlySet<string> = new Set(['NOT_FOUND', 'ACCESS_DENIED', 'NETWORK']);

/** Keeps with such an error which region was asked, for its line at the terminal. */
export async function noteRegion(error: unknown, regionOf: () => Promise<string | undefined>): Promise<void> {
  if (!(error instanceof StepstreamError) || !ELSEWHERE.has(error.code)) return;
  // It names the region itself.
  if (error instanceof NetworkError && error.unknownRegion !== undefined) return;
  Object.assign(error, { askedRegion: await regionOf() });
}

/** The region that was asked; undefined where it doesn't matter. */
export const askedRegionOf = (error: StepstreamError): string | undefined =>
  (error as { readonly askedRegion?: string }).askedRegion;
