/** The contexts of calls by what they have brought: answers, and the lists in them. */
const calls = new WeakMap<object, object>();

/** Remembers which call has brought an answer, for what is found in it later. */
export function rememberCall(call: object, answer: unknown): void {
  if (typeof answer !== 'object' || answer === null) return;
  calls.set(answer, call);
  for (const list of Object.values(answer)) if (Array.isArray(list)) calls.set(list, call);
}

/** The context of the call that has brought an answer, or a list of one; undefined where nothing listened to it. */
export const callOf = (brought: object): object | undefined => calls.get(brought);
