/** What can be reached from some starts, themselves included. `nextOf` answers what one of them leads to. */
export function reached(starts, nextOf) {
  const found = new Set(starts);
  for (const one of found) for (const next of nextOf(one)) found.add(next);
  return found;
}

/** The files of a bundle that some files import at once, directly or not, and themselves. */
export const reachedFiles = (files, chunks) =>
  reached(files, file => chunks[file].imports.filter(next => next in chunks));
