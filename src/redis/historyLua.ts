/**
 * Lua at the head of a script: `history` is the id of the history of Redis's data set, its replication id. It is another one
 * on a replica that has become a master, which may lack the latest writes, and after each restart. Empty where the user of
 * Redis may not call INFO. `isOtherHistory(id)` says whether something that was written under that id may have lost writes.
 */
export const HISTORY_LUA: string = `
local info = redis.pcall('INFO', 'replication')
local history = type(info) == 'string' and string.match(info, 'master_replid:(%x+)') or ''
local function isOtherHistory(id) return id and id ~= '' and history ~= '' and id ~= history end
`;
