/**
 * A text without characters of format (`\p{Cf}`), such as zero-width characters and bidirectional overrides: a text of the
 * service can't show as another one than it is.
 */
export const withoutFormat = (text: string): string => text.replace(/\p{Cf}+/gu, '');
