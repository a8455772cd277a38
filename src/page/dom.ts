import { withoutFormat } from '../words/withoutFormat.js';

/** The element of this id, which index.html has. */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`index.html has no #${id}`);
  return found;
}

/** The list to choose from of this id. */
export const selectById = (id: string): HTMLSelectElement => byId(id) as HTMLSelectElement;

/** Sets the text of a node, without characters of format, where it is another one: a screen reader hears no repeats. */
export function setText(node: HTMLElement, text: string): void {
  const shown = withoutFormat(text);
  if (node.textContent !== shown) node.textContent = shown;
}

type Attributes = Readonly<Record<string, string | undefined>>;

/** Makes an element; text is put in as text without characters of format, never as markup. */
export function make(
  tag: string,
  attributes: Attributes,
  ...children: readonly (Node | string)[]
): HTMLElement {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.map(child => (typeof child === 'string' ? withoutFormat(child) : child)));
  return element;
}
