/** What each notice says. docs/semantics.md has the same list. */
export const NOTICE_CODES = {
  CLIENT_RETRIES: 'a client of your own retries by itself, so that one permit can become several requests',
  NO_LIST: 'two answers in a row lack their list, and are taken for an empty page',
  NULL_ITEMS: 'items of a list are null, and are left out',
  QUOTA_ALONE: "a shared quota can't be reached",
  QUOTA_SHARED: 'a shared quota is reached again',
  QUOTA_DIFFERS: 'processes that share one quota were given different ones',
  RELAY_ALONE: "the logs that gateways share can't be reached",
  RELAY_SHARED: 'the logs that gateways share are reached again',
} as const;

/** Code of a notice: stable, as those of errors are. */
export type NoticeCode = keyof typeof NOTICE_CODES;
