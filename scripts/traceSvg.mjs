// Draws the spans of a trace as an SVG: a bar for each, below its parent; waits and pauses as narrow bars in its call.

const ROW = 26;
const PAD = 16;
const LABEL = 270;
/** Room for the last label of the axis. */
const RIGHT = 24;
const WIDTH = 960;
const TICKS = 5;

const milliseconds = ([seconds, nanos]) => seconds * 1e3 + nanos / 1e6;
const escape = text => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** The spans of a trace in the order of a tree, each with its depth: children behind their parent, by their beginning. */
function tree(spans) {
  const known = new Set(spans.map(span => span.spanContext().spanId));
  const byStart = spans.toSorted((a, b) => milliseconds(a.startTime) - milliseconds(b.startTime));
  const below = (parent, depth) =>
    byStart
      .filter(span => {
        const id = span.parentSpanContext?.spanId;
        return parent === undefined ? !known.has(id) : id === parent;
      })
      .flatMap(span => [{ span, depth }, ...below(span.spanContext().spanId, depth + 1)]);
  return below(undefined, 0);
}

/** What an event stands for: its kind and its length in milliseconds. */
function pauseOf({ name, attributes }) {
  const seconds = attributes['stepstream.wait.duration'] ?? attributes['stepstream.backoff.delay'];
  return seconds === undefined ? undefined : { kind: name.replace('stepstream.', ''), ms: seconds * 1e3 };
}

function labelOf({ name, attributes, kind }) {
  const short = name.replace('InferenceRecommendationsJob', '…');
  if (kind !== 2 && attributes['stepstream.attempt'] !== undefined) {
    const error = attributes['error.type'];
    return `attempt ${attributes['stepstream.attempt']}${error === undefined ? '' : `: ${error}`}`;
  }
  return short;
}

/** The drawing of one trace. */
export function traceSvg(spans, title) {
  const rows = tree(spans);
  const begin = Math.min(...spans.map(({ startTime }) => milliseconds(startTime)));
  const end = Math.max(...spans.map(({ endTime }) => milliseconds(endTime)));
  const chart = WIDTH - LABEL - 2 * PAD - RIGHT;
  const x = ms => PAD + LABEL + (ms / (end - begin)) * chart;
  const bar = (kind, y, height, from, ms, hint) =>
    `<rect class="${kind}" x="${x(from).toFixed(1)}" y="${y}" width="${Math.max(2, x(ms) - x(0)).toFixed(1)}" ` +
    `height="${height}" rx="2"><title>${escape(hint)}</title></rect>`;
  const drawn = rows.flatMap(({ span, depth }, i) => {
    const y = PAD + ROW * (i + 1);
    const from = milliseconds(span.startTime) - begin;
    const ms = milliseconds(span.endTime) - milliseconds(span.startTime);
    const label = labelOf(span);
    const kind = span.attributes['error.type'] === undefined ? `depth${Math.min(depth, 2)}` : 'error';
    const pauses = span.events.flatMap(event => {
      const pause = pauseOf(event);
      if (pause === undefined) return [];
      const at = milliseconds(event.time) - begin;
      return [bar(pause.kind, y + 6, 8, at, pause.ms, `${pause.kind} ${pause.ms.toFixed(0)} ms`)];
    });
    return [
      `<text x="${PAD + 14 * depth}" y="${y + 14}">${escape(label)}</text>`,
      bar(kind, y, 20, from, ms, `${label}: ${ms.toFixed(0)} ms`),
      ...pauses,
    ];
  });
  const height = PAD * 2 + ROW * (rows.length + 2);
  const axis = Array.from({ length: TICKS + 1 }, (_, i) => {
    const ms = ((end - begin) / TICKS) * i;
    const at = x(ms).toFixed(1);
    return (
      `<line x1="${at}" x2="${at}" y1="${PAD + ROW - 4}" y2="${height - PAD - ROW + 4}"/>` +
      `<text class="dim" text-anchor="middle" x="${at}" y="${PAD + 12}">${ms.toFixed(0)} ms</text>`
    );
  });
  const legend = [
    ['wait', 'wait for a permit'],
    ['backoff', 'pause before another attempt'],
    ['error', 'failed attempt'],
  ].map(([kind, text], i) => {
    const at = PAD + LABEL + i * 215;
    const y = height - PAD - 12;
    return `<rect class="${kind}" x="${at}" y="${y}" width="14" height="10" rx="2"/><text class="dim" x="${at + 20}" y="${y + 9}">${text}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escape(title)}">
<style>
text { font: 13px system-ui, 'Segoe UI', Helvetica, Arial, sans-serif; fill: #1f2328 }
line { stroke: #d1d9e0 }
.ground { fill: #f6f8fa; stroke: #d1d9e0 }
.dim { fill: #59636e; font-size: 12px }
.depth0 { fill: #8c959f }
.depth1 { fill: #a8cdfb }
.depth2 { fill: #0969da }
.error { fill: #cf222e }
.wait { fill: #9a6700 }
.backoff { fill: #8250df }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 }
  line { stroke: #3d444d }
  .ground { fill: #0d1117; stroke: #3d444d }
  .dim { fill: #9198a1 }
  .depth0 { fill: #656c76 }
  .depth1 { fill: #1f4a7d }
  .depth2 { fill: #4493f8 }
  .error { fill: #f85149 }
  .wait { fill: #d29922 }
  .backoff { fill: #ab7df8 }
}
</style>
<rect class="ground" x="0.5" y="0.5" width="${WIDTH - 1}" height="${height - 1}" rx="8"/>
${[...axis, ...drawn, ...legend].join('\n')}
</svg>
`;
}
