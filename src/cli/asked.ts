import { StepstreamError } from '../core/errors.js';

/** Errors that can mean that another account or region was meant. */
const ELSEWHERE: ReadonlySet<string> = new Set(['NOT_FOUND', 'ACCESS_DENIED']);

/** Keeps with such an error which region was asked, for its line at the terminal. */
export async function noteRegion(error: unknown, regionOf: () => Promise<string | undefined>): Promise<void> {
  if (!(error instanceof StepstreamError) || !ELSEWHERE.has(error.code)) return;
  Object.assign(error, { askedRegion: await regionOf() });
}

/** Which region was asked, and what tells the account; undefined where it doesn't matter. */
export function askedWords(error: StepstreamError): string | undefined {
  const { askedRegion: region } = error as { readonly askedRegion?: string };
  return region === undefined ? undefined : `region ${region}; --debug tells the account`;
}
