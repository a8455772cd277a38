import { OPERATIONS, type OperationName } from '../shapes.js';
import { isDeclared, kindOf, placeWithin, rootPlace, type Place } from './place.js';
import type { CheckedRedaction } from './redaction.js';
import { rewriteJson, type JsonRewriter } from './rewriteJson.js';
import { scrubber } from './scrubber.js';
import { namedSecrets, SECRET_NAME, withoutSecrets } from './secrets.js';
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
    const answer = body === undefined ? undefined : parsed(body);
    const response = { json: body ?? '', root: rootPlace(shapes?.output) };
    const named = new Set([...namedSecrets(input), ...namedSecrets(answer?.value)]);
    const all = [...secrets, ...named];

    const clean = (text: string): string => {
      let instead = written.get(text);
      if (instead === undefined) written.set(text, (instead = scrub(text, all)));
      return instead;
    };
    const token: Replace = value => asked.sweep.get(value) ?? tokens.issued(operation, asked.sweep, value);
    const replace: Replace = (value, place) => {
      const kind = kindOf(place, value);
      if (value === '') return value;
      if (kind === 'token') return token(value, place);
      if (kind === 'fixed') return value;
      if (named.has(value) && (kind === 'environment' || isSecret(value, place)))
        return known.of('secret', value);
      if (kind === 'word' || isAddress(value)) return clean(value);
      if (kind === 'name') return redaction.names ? known.of('name', value) : clean(value);
      if (kind === 'environment') return redaction.environment ? known.of('value', value) : clean(value);
      return redaction.texts ? textStandIn(value) : clean(value);
    };
    const learn: Replace = (value, place) => {
      const kind = kindOf(place, value);
      if (kind === 'token') token(value, place);
      else if (kind !== 'word' && kind !== 'fixed') scrub(value, all);
      if (kind === 'environment' && redaction.environment && value.length >= LEARNT_LENGTH)
        known.learn(value, known.of('value', value));
      if (kind === 'name' && redaction.names) known.learn(value, known.of('name', value));
      return value;
    };
    const rewriter = (text: Replace): JsonRewriter<Place> => ({
      within: placeWithin,
      text,
      number: (literal, { shape }) =>
        shape === undefined && redaction.accounts && /^\d{12}$/.test(literal)
          ? known.of('account', literal)
          : literal,
      name: (name, object) => (isDeclared(object, name) || SECRET_NAME.test(name) ? name : clean(name)),
    });

    const parts = answer === undefined ? [request] : [request, response];
    // All originals of the call are known before the first of its texts is written.
    for (const { json, root } of parts) rewriteJson(json, root, { ...rewriter(learn), name: name => name });
    const write = ({ json, root }: typeof request): string => rewriteJson(json, root, rewriter(replace));
    const foreign = (text: string): string => (redactsAny ? textStandIn(text) : scrub(text, all));
    return {
      input: JSON.parse(write(request)) as object,
      headers: Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [
          name,
          withoutSecrets(value, all, secret => known.of('secret', secret)),
        ]),
      ),
      body: body === undefined || body === '' ? body : answer === undefined ? foreign(body) : write(response),
      message: message === undefined ? undefined : redaction.texts ? textStandIn(message) : clean(message),
    };
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

/** Whether the value of a secret is one here, too: a short one can be anything elsewhere. */
const isSecret = (value: string, { member = '' }: Place): boolean =>
  value.length >= LEARNT_LENGTH || SECRET_NAME.test(member);

/** Length from which the value of a variable is looked for within texts, too, in characters. */
const LEARNT_LENGTH = 8;

/** Whether a text is an ARN or a URL, and nothing else. */
const isAddress = (text: string): boolean => /^(?:arn:|s3:\/\/|https?:\/\/)\S+$/.test(text);

function parsed(body: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(body) as unknown };
  } catch {
    return undefined;
  }
}
