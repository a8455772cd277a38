import { make } from './dom.js';
import type { OptionGroup } from './optionGroup.js';

/** Fills a list where its options have changed, so that one that is open stays so, and chooses one. */
export function showOptions(
  select: HTMLSelectElement,
  groups: readonly OptionGroup[],
  chosen: string | undefined,
): void {
  const key = JSON.stringify(groups);
  if (select.dataset['options'] !== key) {
    select.dataset['options'] = key;
    select.replaceChildren(...groups.flatMap(nodesOf));
  }
  select.value = chosen ?? '';
}

function nodesOf({ label, options, note }: OptionGroup): readonly HTMLElement[] {
  const nodes = [
    ...options.map(([value, text]) => make('option', { value }, text)),
    ...(note === undefined ? [] : [make('option', { disabled: '' }, note)]),
  ];
  return label === undefined ? nodes : [make('optgroup', { label }, ...nodes)];
}
