// Source maps that say of each statement in which line of which source it stands: a quarter of the size of those that
// say it of each word, and as good for a stack trace and for "go to definition".
import { decode, encode } from '@jridgewell/sourcemap-codec';

/** Makes rollup's maps coarse. */
export const coarseMaps = {
  name: 'coarse maps',
  generateBundle(options, bundle) {
    for (const [name, asset] of Object.entries(bundle))
      if (name.endsWith('.map')) asset.source = JSON.stringify(coarse(JSON.parse(asset.source)));
  },
};

/** The same map without the segments that lead to the line that the one before them leads to. */
function coarse(map) {
  let [source, line] = [-1, -1];
  const mappings = decode(map.mappings).map(segments =>
    segments
      .filter(([, toSource, toLine]) => {
        if (toSource === undefined || (toSource === source && toLine === line)) return false;
        [source, line] = [toSource, toLine];
        return true;
      })
      .map(segment => segment.slice(0, 4)),
  );
  return { ...map, names: [], mappings: encode(mappings) };
}
