import { MalformedResponseError } from '../core/errors.js';
import { toStepstreamError, type RequestContext } from './toStepstreamError.js';

/** Reads the body of a success. Fails with `MalformedResponseError` where it isn't a JSON object. */
export function parseAnswer(text: string): object {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new MalformedResponseError(`The answer is not JSON (${String(text.length)} characters).`, {
      cause,
    });
  }
  return answerObject(value);
}

/** Returns the answer if it is an object. Fails with `MalformedResponseError` otherwise. */
export function answerObject(value: unknown): object {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new MalformedResponseError('The answer is not a JSON object.');
}

/**
 * Reads an answer with a list in `member`: the list and the token, without other members. A missing list is left
 * to the wrappers. A token that is null or empty is no token.
 *
 * Fails with the error that a success contains, and with `MalformedResponseError`.
 */
export function readPage(
  member: string,
  answer: object,
  now: () => number,
  context: RequestContext,
): Readonly<Record<string, unknown>> {
  const { [member]: items, NextToken: token, __type: type } = answer as Record<string, unknown>;
  // A gateway between us and the service may turn an error into a success.
  if (typeof type === 'string' && items === undefined) {
    const name = type.replace(/^.*#/, '');
    // Modelled errors of SageMaker have a Message, all others a message.
    const { Message, message = Message } = answer as Record<string, unknown>;
    throw toStepstreamError({ name, message: typeof message === 'string' ? message : type }, now, context);
  }
  if (items !== undefined && items !== null && !Array.isArray(items)) {
    throw new MalformedResponseError(`The answer's ${member} is not a list.`);
  }
  if (token !== undefined && token !== null && typeof token !== 'string') {
    throw new MalformedResponseError("The answer's NextToken is not a string.");
  }
  return {
    ...(Array.isArray(items) && { [member]: items as unknown }),
    ...(typeof token === 'string' && token !== '' && { NextToken: token }),
  };
}
