/** A list as the port returns it. */
type Page = Readonly<Record<string, unknown>>;

/** The member of a page with the context of its call. It is ours, and leaves the port with no item. */
const CALL = Symbol('call');

/** Lets a page, which must be an object of our own, remember the context of its call; answers that page. */
export function ofCall(page: Page, call: object | undefined): Page {
  return call === undefined ? page : Object.assign(page, { [CALL]: call });
}

/** The context of the call that has brought a page; undefined where nothing listened to it. */
export const callOf = (page: object): object | undefined => (page as { readonly [CALL]?: object })[CALL];
