// Words that make a reader guess, in comments and docs, each with what to write in its place.

const PEOPLE = '(?:people|users?|readers?|engineers?|maintainers?|developers?|newcomers?|team)';

const RULES = [
  [
    new RegExp(`(?<!\\b${PEOPLE},? )\\bwho(?:m|ever|mever)?\\b`, 'i'),
    'name the job, the client, the caller, the subscriber',
  ],
  [/\b(?:some|no|every|any)body\b/i, 'name the job, the client, the caller, the subscriber'],
  [/\bSo (?:often|many|much|long|old|few|far|soon)\b/, 'begin with a noun and its unit: Maximum number of …'],
];

/** What isn't plain in a text that begins at line `first` of a file, counted from 0, as complaints. */
export function unclear(file, text, first) {
  return text.split('\n').flatMap((line, i) =>
    RULES.flatMap(([pattern, instead]) => {
      const word = pattern.exec(line)?.[0];
      return word === undefined ? [] : `${file}:${first + i + 1}: "${word}": ${instead}`;
    }),
  );
}
