// Texts of a terminal, one after the other, as a picture that moves by CSS alone: it does in an <img>, too. A reader
// who prefers no motion sees the last one, and so does one whose program knows no animation.

const COLUMN = 8.4;
const LINE = 19;
const PAD = 20;

// Spaces that every renderer keeps: not all of them know `white-space: pre`.
const escape = text =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;').replaceAll(' ', '\u00a0');

/** One line; its length is given, so that columns stand below each other whatever the font. */
function drawn({ text, kind }, i) {
  if (text === '') return '';
  const length = (text.length * COLUMN).toFixed(1);
  const name = kind === 'plain' ? '' : ` class="${kind}"`;
  return `<text${name} x="${PAD}" y="${PAD + (i + 1) * LINE - 5}" textLength="${length}">${escape(text)}</text>\n`;
}

/** When a frame is shown, in percent of the time of all. */
function keyframes(name, from, to) {
  const moments = [
    from > 0 ? '0% { visibility: hidden }' : '',
    `${from.toFixed(2)}% { visibility: visible }`,
    to < 100 ? `${to.toFixed(2)}% { visibility: hidden }` : '',
  ];
  return `@keyframes ${name} { ${moments.filter(Boolean).join(' ')} }`;
}

/** Draws frames: `lines` of `text` and `kind` (prompt, plain, dim, pick or failed), and the `seconds` that they stay. */
export function animatedSvg(frames, label) {
  const all = frames.reduce((sum, { seconds }) => sum + seconds, 0);
  const most = of => Math.max(...frames.map(({ lines }) => of(lines)));
  const width =
    Math.ceil(most(lines => Math.max(...lines.map(({ text }) => text.length))) * COLUMN) + 2 * PAD;
  const height = most(lines => lines.length) * LINE + 2 * PAD;
  let at = 0;
  const rules = frames.map(({ seconds }, i) => {
    const from = at;
    at += (seconds / all) * 100;
    return `${keyframes(`f${i}`, from, i === frames.length - 1 ? 100 : at)}\n#f${i} { animation-name: f${i} }`;
  });
  const groups = frames.map(
    ({ lines }, i) => `<g id="f${i}" class="frame">\n${lines.map(drawn).join('')}</g>\n`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escape(label)}">
<style>
text { font: 14px ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace; fill: #1f2328 }
.ground { fill: #f6f8fa; stroke: #d1d9e0 }
.prompt { font-weight: 600 }
.dim { fill: #6e7781 }
.pick { fill: #116329; font-weight: 600 }
.failed { fill: #a40e26 }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 }
  .ground { fill: #0d1117; stroke: #3d444d }
  .dim { fill: #8b949e }
  .pick { fill: #56d364 }
  .failed { fill: #ff7b72 }
}
.frame { visibility: hidden; animation: ${all.toFixed(1)}s step-end infinite }
.frame:last-of-type { visibility: visible }
${rules.join('\n')}
@media (prefers-reduced-motion: reduce) { .frame { animation: none !important } }
</style>
<rect class="ground" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8"/>
${groups.join('')}</svg>
`;
}
