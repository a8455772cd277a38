// Which modules share a chunk. Reachable is what an entry imports, directly or not; all that one of these groups
// imports is in the group or in one before it.
import { join } from 'node:path';
import { commandEntries, libraryEntries } from './entries.mjs';
import { reached } from './reached.mjs';
import { root } from './run.mjs';

const path = source => join(root, source);

/** The name of the chunk of a module, for rollup; undefined where it stays with the only entry that reaches it. */
export function chunkNames() {
  let names;
  return (id, graph) => (names ??= namesOf(graph)).get(id);
}

function namesOf({ getModuleIds, getModuleInfo }) {
  const ids = [...getModuleIds()].filter(id => !getModuleInfo(id).isExternal);
  const imports = id => getModuleInfo(id).importedIds.filter(next => !getModuleInfo(next).isExternal);
  const reach = entry => reached([entry], imports);
  const library = Object.fromEntries(libraryEntries.map(source => [source, reach(path(source))]));
  const start = reach(path(commandEntries[0]));
  const loaded = ids
    .filter(id => getModuleInfo(id).dynamicImporters.length > 0 && id.includes('/src/cli/'))
    .map(reach);
  const by = (id, ...names) => names.some(name => library[`src/${name}.ts`].has(id));
  const count = (id, sets) => sets.filter(set => set.has(id)).length;

  const nameOf = id => {
    const users = count(id, Object.values(library));
    if (users === 0) {
      // rollup gives a chunk all that it imports and that has no name of its own.
      if (start.has(id)) return count(id, loaded) > 0 ? 'start' : undefined;
      return count(id, loaded) > 1 ? 'commands' : undefined;
    }
    // What the command needs for its help and what needs neither SDK nor rxjs.
    if (start.has(id) || (users > 1 && by(id, 'testing/index', 'opentelemetry/index'))) return 'base';
    if (users > 1 && by(id, 'codecs')) return 'codecs';
    if (by(id, 'operators')) return 'operators';
    if (users > 1) return 'shared';
    if (by(id, 'index')) return 'connect';
    if (by(id, 'testing/index')) return 'simulator';
    // rollup would give it to the chunk of the commands, and the gateway would load all of that.
    return count(id, loaded) > 0 ? 'served' : undefined;
  };
  return new Map(ids.map(id => [id, nameOf(id)]));
}
