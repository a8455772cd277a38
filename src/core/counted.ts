/** A count with its noun, in the plural where needed: `1 step`, `2 steps`. `write` turns the count into text. */
export function counted(count: number, noun: string, write: (count: number) => string = String): string {
  return `${write(count)} ${noun}${count === 1 ? '' : 's'}`;
}
