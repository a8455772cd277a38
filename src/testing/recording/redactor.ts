import { OPERATIONS, type OperationName } from '../shapes.js';
import { isDeclared, kindOf, placeWithin, rootPlace, type Place } from './place.js';
import type { CheckedRedaction } from './redaction.js';
import { rewriteJson, type JsonRewriter } from './rewriteJson.js';
import { scrubber } from './scrubber.js';
import { namedSecrets, parsedJson, SECRET_NAME, withoutSecrets } from './secrets.js';
import { standIns } from './standIns.js';
import { sweepTokens, type Asked } from './sweepTokens.js';
import { tellingWords } from './tellingWords.js';

/** What a call has brought, as it came. */
export interface RawCall {
  readonly operation: string;
  readonly input: object;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** Message of an error without a response. */
  readonly message: string | undefined;
  /** What the request was signed with. */
  readonly secrets: readonly string[];
  /** The request within its listing. */
  readonly asked: Asked;
}

/** The same with stand-ins. */
export type RedactedCall = Pick<RawCall, 'input' | 'headers' | 'body' | 'message'>;

/** Puts stand-ins into calls. */
export interface Redactor {
  /** The place of a request in its listing. Asked for before the request is sent. */
  readonly asked: (operation: string, input: object) => Asked;
  readonly redact: (call: RawCall) => RedactedCall;
}

/** Makes the text in place of a text at a place. */
type Replace = (value: string, place: Place) => string;

/** Begins without any stand-in. Remembers each distinct original. */
export function redactor(redaction: CheckedRedaction): Redactor {
  const tokens = sweepTokens();
  const known = standIns();
  const { scrub } = scrubber(redaction, known, tokens.standInOf);
  /** Texts that have been written before, so that they are always written alike. */
  const written = new Map<string, string>();
  const redactsAny = Object.values(redaction).includes(true);

  function redact({ operation, input, headers, body, message, secrets, asked }: RawCall): RedactedCall {
    const shapes = Object.hasOwn(OPERATIONS, operation) ? OPERATIONS[operation as OperationName] : undefined;
    const request = { json: JSON.stringify(input), root: rootPlace(shapes?.input) };
    const answer = body === undefined ? undefined : parsedJson(body);
    const response = { json: body ?? '', root: rootPlace(shapes?.output) };
    const named = new Set([...namedSecrets(input), ...namedSecrets(answer)]);
    const all = [...secrets, ...named];

    const clean = (text: string): string => {
      let instead = written.get(text);
      if (instead === undefined) written.set(text, (instead = scrub(text, all)));
      return instead;
    };
    const secret = (value: string): string => known.of('secret', value);
    const token: Replace = value => asked.sweep.get(value) ?? tokens.issued(operation, asked.sweep, value);
    const replace: Replace = (value, place) => {
      const kind = kindOf(place, value);
      if (value === '') return value;
      if (kind === 'token') return token(value, place);
      if (isSecretName(place.member ?? '')) return secret(value);
      if (kind === 'fixed') return value;
      if (kind === 'label') return withoutSecrets(value, all, secret);
      if (named.has(value) && (kind === 'environment' || value.length >= LEARNT_LENGTH)) return secret(value);
      if (kind === 'word' || isAddress(value)) return clean(value);
      if (kind === 'name') return redaction.names ? known.of('name', value) : clean(value);
      if (kind === 'environment') return redaction.environment ? known.of('value', value) : clean(value);
      return redaction.texts ? textStandIn(value) : clean(value);
    };
    const learn: Replace = (value, place) => {
      const kind = kindOf(place, value);
      if (kind === 'token') token(value, place);
      else if (!['word', 'label', 'fixed'].includes(kind)) scrub(value, all);
      if (kind === 'environment' && redaction.environment && value.length >= LEARNT_LENGTH)
        known.learn(value, known.of('value', value));
      if (kind === 'name' && redaction.names) known.learn(value, known.of('name', value));
      return value;
    };
    const rewriter = (text: Replace): JsonRewriter<Place> => ({
      within: placeWithin,
      text,
      number: (literal, { shape }) => {
        const account = shape === undefined && redaction.accounts ? accountOf(literal) : undefined;
        return account === undefined ? literal : known.of('account', account);
      },
      name: (name, object) => (isDeclared(object, name) || isSecretName(name) ? name : clean(name)),
    });

    const parts = answer === undefined ? [request] : [request, response];
    // All originals of the call are known before the first of its texts is written.
    for (const { json, root } of parts) rewriteJson(json, root, { ...rewriter(learn), name: name => name });
    const write = ({ json, root }: typeof request): string => rewriteJson(json, root, rewriter(replace));
    const foreign = (text: string): string => (redactsAny ? textStandIn(text) : scrub(text, all));
    return {
      input: JSON.parse(write(request)) as object,
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, clean(value)])),
      body: body === undefined || body === '' ? body : answer === undefined ? foreign(body) : write(response),
      message: message === undefined ? undefined : redaction.texts ? textStandIn(message) : clean(message),
    };
  }

  /** The account that a number is, however it is written; one with a leading zero where it is known. */
  function accountOf(literal: string): string | undefined {
    const value = Math.abs(Number(literal));
    if (!Number.isSafeInteger(value)) return undefined;
    const digits = String(value).padStart(12, '0');
    return digits.length === 12 && (value >= 1e11 || known.knows('account', digits)) ? digits : undefined;
  }

  function textStandIn(text: string): string {
    const words = tellingWords(text);
    const standIn = known.of('text', text);
    return words === '' ? standIn : `${words} … ${standIn}`;
  }

  return {
    asked: (operation, input) => {
      const { NextToken } = input as { readonly NextToken?: unknown };
      return tokens.asked(
        operation,
        typeof NextToken === 'string' && NextToken !== '' ? NextToken : undefined,
      );
    },
    redact,
  };
}

/** Length from which the value of a variable, or of a secret, is looked for within texts, too, in characters. */
const LEARNT_LENGTH = 8;

/** Whether a name says that its value is secret, and is no more than a name. */
const isSecretName = (name: string): boolean => /^[\w.-]{1,64}$/.test(name) && SECRET_NAME.test(name);

/** Whether a text is an ARN or a URL, and nothing else. */
const isAddress = (text: string): boolean => /^(?:arn:|s3:\/\/|https?:\/\/)\S+$/.test(text);
