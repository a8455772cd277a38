/** What every operator does with `s`, of which it emits `r`; `#` is the error of the source. */
export const DRAWINGS: Readonly<Record<string, string>> = {
  'never ends where the source never emits': `
    source  -----
    result  -----
    subs    ^----`,
  'is empty where the source is': `
    source  --|
    result  --|
    subs    ^-!`,
  'emits one': `
    source  --s--|
    result  --r--|
    subs    ^----!`,
  'hands on an error, after what came before': `
    source  --s--#
    result  --r--#
    subs    ^----!`,
  'emits at once where the source is endless': `
    source  --s--------
    result  --r--------
    subs    ^----------`,
  'leaves the source when it is left': `
    source  --s--s--s--|
    result  --r-
    until   ^--!
    subs    ^--!`,
};
