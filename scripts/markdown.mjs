// What the scripts read in a page of Markdown: its fenced blocks, and its links to other files.

/** The fenced blocks of a text that starts at line `first`, and the lines outside of them. */
export function fences(lines, first = 0) {
  const blocks = [];
  const outside = [];
  let open;
  lines.forEach((line, i) => {
    const [, fence, info] = /^\s*(`{3,}|~{3,})\s*(.*?)\s*$/.exec(line) ?? [];
    if (open) {
      if (fence?.startsWith(open.fence) && !info) open = undefined;
      else open.lines.push(line);
    } else if (fence) {
      open = { fence, info, first: first + i + 1, lines: [] };
      blocks.push(open);
    } else {
      outside.push({ line, at: first + i });
    }
  });
  return { blocks, outside };
}

/** The links of a page to other files, and to headings of its own: each as it is written, decoded, and its line. */
export function relativeLinks(lines) {
  return fences(lines).outside.flatMap(({ line, at }) => {
    const text = line.replace(/(`+).*?\1/g, '');
    const targets = [...text.matchAll(/\]\(\s*<?([^)\s>]+)[^)]*\)|^\s*\[[^\]]+\]:\s*(\S+)/g)];
    return targets
      .map(([, inline, reference]) => decodeURI(inline ?? reference))
      .filter(target => !/^[a-z][a-z+.-]*:/i.test(target))
      .map(target => ({ target, at }));
  });
}
