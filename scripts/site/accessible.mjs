// Makes pages of TypeDoc fit for screen readers, as axe asks for it.

/** A page with landmarks, with headings whose levels skip none, and with no links within what opens and closes a section. */
export const accessible = html => withLevels(withLandmarks(withoutNestedLinks(html)));

const withLandmarks = html =>
  html
    .replace('<div class="col-content">', '<main class="col-content">')
    .replace(
      /<\/div>(\s*)<div class="col-sidebar">/,
      '</main>$1<div class="col-sidebar" role="complementary" aria-label="Contents">',
    );

const withoutNestedLinks = html =>
  html.replace(/<summary\b.*?<\/summary>/gs, summary =>
    summary.replace(/<a\b[^>]*tsd-anchor-icon.*?<\/a>/gs, ''),
  );

/** Each heading is at most one level below the one before it; its looks stay those of its tag. */
function withLevels(html) {
  let before = 0;
  return html.replace(/<h([1-6])\b/g, (tag, digit) => {
    const level = Math.min(Number(digit), before + 1);
    before = level;
    return level === Number(digit) ? tag : `${tag} aria-level="${level}"`;
  });
}
