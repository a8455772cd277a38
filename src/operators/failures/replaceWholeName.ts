const PART_OF_A_NAME = /[\w-]/;

/** Replaces a name wherever it isn't a part of a longer one. */
export function replaceWholeName(text: string, name: string, replacement: string): string {
  if (name === '') return text;
  let result = '';
  let from = 0;
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
    const end = at + name.length;
    if (PART_OF_A_NAME.test(text.charAt(at - 1)) || PART_OF_A_NAME.test(text.charAt(end))) continue;
    result += text.slice(from, at) + replacement;
    from = end;
  }
  return from === 0 ? text : result + text.slice(from);
}
