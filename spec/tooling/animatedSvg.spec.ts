import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { animatedSvg } from '../../scripts/animatedSvg.mjs';

const line = (text: string, kind = 'plain'): { text: string; kind: string } => ({ text, kind });

/** The frames that are visible at a moment, in percent of the whole, by their keyframes. */
function visibleAt(svg: string, percent: number): readonly string[] {
  return [...svg.matchAll(/@keyframes (\w+) \{ (.*) \}\n/g)].flatMap(([, name, moments]) => {
    const states = [...moments!.matchAll(/([\d.]+)% \{ visibility: (\w+) \}/g)].map(
      ([, at, state]) => [Number(at), state] as const,
    );
    return states.findLast(([at]) => at <= percent)?.[1] === 'visible' ? [name!] : [];
  });
}

describe('animatedSvg', () => {
  const frames = [
    { lines: [line('a < b & "c"', 'prompt')], seconds: 1 },
    { lines: [line('second'), line(''), line('row')], seconds: 1 },
    { lines: [line('end', 'pick')], seconds: 2 },
  ];
  const svg = animatedSvg(frames, 'two <frames>');

  it('shows one frame at each moment, for as long as it stays', () => {
    const shown = [0, 24, 25, 49, 50, 99.9].map(percent => visibleAt(svg, percent));
    expect(shown).deep.equal([['f0'], ['f0'], ['f1'], ['f1'], ['f2'], ['f2']]);
    expect(svg).include('animation: 4.0s step-end infinite');
  });

  it('shows the last one alone where no motion is wanted, or none is known', () => {
    expect(svg)
      .include('.frame { visibility: hidden;')
      .include('.frame:last-of-type { visibility: visible }');
    expect(svg).include('@media (prefers-reduced-motion: reduce) { .frame { animation: none !important } }');
  });

  it('is as large as the largest frame, with texts that are no markup', () => {
    expect(svg).match(/^<svg [^>]*width="133" height="97" [^>]*aria-label="two\u00a0&lt;frames>"/);
    expect(svg).include('a\u00a0&lt;\u00a0b\u00a0&amp;\u00a0&quot;c&quot;</text>');
  });

  it('is small in the README, and moves', () => {
    const picture = readFileSync('docs/images/start.svg', 'utf8');
    expect(picture.length).at.most(60_000);
    expect(visibleAt(picture, 99)).not.deep.equal(visibleAt(picture, 0));
    expect(picture).match(/Pick:/);
  });
});
