/** The shells that `stepstream completion` writes for. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;

/** A shell that completes. */
export type Shell = (typeof SHELLS)[number];
