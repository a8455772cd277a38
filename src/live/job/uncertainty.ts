import type { DecodeError } from '../../core/decodeError.js';
import { UnsettledError, type StepstreamError } from '../../core/errors.js';

/** Why what is known of a job isn't certain at present. */
export interface Uncertainty {
  /** Its steps were listed. */
  readonly listed: (list: { readonly moved: boolean; readonly error?: DecodeError | undefined }) => void;
  /** It was described. `error`: the description can't be decoded in full. */
  readonly described: (error: DecodeError | undefined) => void;
  /** Nothing more can be known of it. */
  readonly clear: () => void;
  /** A list that moves, or what can't be decoded, with `onInvalid: 'error'`; undefined where all is certain. */
  readonly cause: () => StepstreamError | undefined;
  /** Whether steps of the last list can't be decoded, with `onInvalid: 'error'`. */
  readonly hasInvalidSteps: () => boolean;
  /** Whether a further description may be one that can be decoded. */
  readonly isDescriptionDue: () => boolean;
}

/** Number of descriptions in a row that can't be decoded, before that is let be. */
const MAX_INVALID = 5;
/** Number of lists in a row that moved, from which on what is known counts as uncertain. */
const MAX_MOVED = 8;

/** Makes the uncertainty of one job, of which all is certain at first. */
export function uncertainty(jobName: string, onInvalid: 'error' | 'skip'): Uncertainty {
  let movedInARow = 0;
  let invalidSteps: DecodeError | undefined;
  let invalidJob: DecodeError | undefined;
  let invalidDescriptions = 0;

  return {
    listed: ({ moved, error }) => {
      movedInARow = moved ? movedInARow + 1 : 0;
      invalidSteps = error;
    },
    described: error => {
      invalidJob = error;
      invalidDescriptions = error === undefined ? 0 : invalidDescriptions + 1;
    },
    clear: () => {
      movedInARow = invalidDescriptions = 0;
      invalidJob = invalidSteps = undefined;
    },
    cause: () => {
      if (movedInARow >= MAX_MOVED) return new UnsettledError(jobName, movedInARow);
      return onInvalid === 'skip' ? undefined : (invalidSteps ?? invalidJob);
    },
    hasInvalidSteps: () => invalidSteps !== undefined && onInvalid === 'error',
    isDescriptionDue: () => invalidDescriptions > 0 && invalidDescriptions < MAX_INVALID,
  };
}
