/** What a token must be, as the end of a sentence. */
export const TOKEN_RULE = 'must be a text of at least 16 letters, digits and -._~';

/** Whether a token can't be guessed and fits into a header. */
export const isToken = (token: string): boolean => /^[\w.~-]{16,}$/.test(token);
