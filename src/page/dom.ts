/** The element of this id, which index.html has. */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`index.html has no #${id}`);
  return found;
}

/** The list to choose from of this id. */
export const selectById = (id: string): HTMLSelectElement => byId(id) as HTMLSelectElement;

/** Sets the text of a node where it is another one: a screen reader hears no repeats. */
export function setText(node: HTMLElement, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}

type Attributes = Readonly<Record<string, string | undefined>>;

/** Makes an element; text is put in as text, never as markup. */
export function make(
  tag: string,
  attributes: Attributes,
  ...children: readonly (Node | string)[]
): HTMLElement {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}
