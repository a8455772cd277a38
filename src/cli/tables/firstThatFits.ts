/**
 * The first layout that can be drawn in `width` columns, drawn. Where none can, the last and narrowest one is drawn
 * as wide as it is, and the terminal wraps it.
 */
export function firstThatFits<L>(
  layouts: readonly L[],
  width: number,
  draw: (layout: L, width: number) => string | undefined,
): string {
  for (const layout of layouts) {
    const text = draw(layout, width);
    if (text !== undefined) return text;
  }
  return layouts.map(layout => draw(layout, Infinity)).at(-1) ?? '';
}
