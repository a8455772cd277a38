import { checkRedaction } from '../../../src/testing/recording/redaction.js';
import { redactor } from '../../../src/testing/recording/redactor.js';
import { kindOf, placeWithin, rootPlace, type Place } from '../../../src/testing/recording/place.js';
import { OPERATIONS, SHAPES } from '../../../src/testing/shapes.js';

/** Numbers from 0 to below 1 that follow from a seed. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** What is private in a recording, each long enough that it can't be found by chance. */
type Kind =
  | 'account'
  | 'role'
  | 'bucket'
  | 'key'
  | 'user'
  | 'text'
  | 'value'
  | 'accessKey'
  | 'password'
  | 'hubToken'
  | 'token';

function privateOf(random: () => number): Private {
  const some = (letters: string, count: number): string =>
    Array.from({ length: count }, () => letters.charAt(Math.floor(random() * letters.length))).join('');
  const word = (prefix: string): string => `${prefix}-${some('abcdefghkmnpqrstuvwxyz', 9)}`;
  return {
    account: some('6789', 12),
    role: word('Zrole'),
    bucket: word('zbucket'),
    key: `models/${word('zkey')}/model.tar.gz`,
    user: word('zuser'),
    text: `${word('ztext')} of ours`,
    value: `${word('zvalue')}=é`,
    accessKey: `AKIA${some('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 16)}`,
    password: word('zpass'),
    token: some('ABCDEFabcdef', 24),
    hubToken: `hf_${some('ABCDEFGHabcdefgh', 34)}`,
  };
}
/** What is private, by its kind. */
export type Private = Readonly<Record<Kind, string>>;

/** What is known by its form alone, wherever it stands. */
const forms: readonly ((its: Private) => string)[] = [
  its => `arn:aws:iam::${its.account}:role/service-role/${its.role}`,
  its => `arn:aws:sts::${its.account}:assumed-role/${its.role}/${its.user}`,
  its => `arn:aws:kms:eu-west-1:${its.account}:key/${its.user}`,
  its => `s3://${its.bucket}/${its.key}`,
  its => `s3a://${its.bucket}/${its.key}`,
  its =>
    `https://${its.bucket}.s3.eu-west-1.amazonaws.com/${its.key}?X-Amz-Credential=${its.accessKey}%2F2026`,
  its => `${its.account}.dkr.ecr.eu-west-1.amazonaws.com/image:1`,
  its => its.account,
  its => its.account.replace(/(\d{4})(?=\d)/g, '$1-'),
  its => its.accessKey,
  its => `https://${its.user}:${its.password}@${its.bucket}.example.com/${its.key}`,
  its => `HF_TOKEN=${its.hubToken} DB_PASSWORD: ${its.password}`,
];
const spellings: readonly ((text: string) => string)[] = [
  text => text,
  text => `model-${text}`,
  text => `User: ${text} is not authorized to perform sagemaker:X on ${text}.`,
  encodeURIComponent,
  text => encodeURIComponent(encodeURIComponent(text)),
  text => JSON.stringify({ inner: text }),
  text => JSON.stringify({ inner: JSON.stringify([text]) }),
  text => btoa(text).slice(0, 99),
];

/** The whole text of a recording, with every spelling undone. */
function undone(text: string): string {
  let plain = text;
  const seen = [plain];
  for (let i = 0; i < 4; i++) {
    plain = plain
      .replace(/\\u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
      .replace(/\\(["\\/])/g, '$1')
      .replace(/(?:%[0-9a-f]{2})+/gi, run => decodeURIComponent(run));
    seen.push(plain);
  }
  const decoded = seen.flatMap(one => one.match(/[A-Za-z0-9+/]{16,}/g) ?? []).map(run => atobOrNothing(run));
  return [...seen, ...decoded].join('\n');
}

function atobOrNothing(run: string): string {
  return Buffer.from(run, 'base64').toString('latin1');
}

/** An answer with something private in each of its texts. */
function answerOf(shape: string | undefined, its: Private, random: () => number): unknown {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const form = (): string => pick(spellings)(pick(forms)(its));
  const text = (place: Place): string => {
    const free = random() < 0.5 ? form() : pick([its.text, `${its.text}: ${form()}`]);
    const kind = kindOf(place, free);
    if (kind === 'token') return its.token;
    if (kind === 'environment') return random() < 0.5 ? its.value : free;
    // Names and words are kept: what has no form can't be told from them.
    const known = kind === 'text' ? free : form();
    return kindOf(place, known) === 'label' ? its.accessKey : known;
  };
  const value = (place: Place, depth: number): unknown => {
    const known = place.shape === undefined ? undefined : SHAPES[place.shape];
    const more = (): [string, unknown][] =>
      random() < 0.7
        ? []
        : [
            [
              'Newer',
              { Owner: Number(its.account), [pick(forms)(its)]: [text(undeclared(place))], Text: form() },
            ],
            ['DbPassword', its.password],
          ];
    switch (known?.type) {
      case 'structure':
        return Object.fromEntries([
          ...Object.keys(known.members ?? {})
            .filter(() => depth < 7 && random() < 0.8)
            .map(name => [name, value(placeWithin(place, name), depth + 1)] as const),
          ...more(),
        ]);
      case 'list':
        return [1, 2].map(() => value(placeWithin(place, undefined), depth + 1));
      case 'map':
        return { NAME: value(placeWithin(place, 'NAME'), depth + 1), [form()]: its.value };
      case 'boolean':
        return true;
      case 'integer':
      case 'float':
      case 'timestamp':
        return Math.round(random() * 1000);
      default:
        return known?.enum !== undefined && random() < 0.5 ? known.enum[0] : text(place);
    }
  };
  return value(rootPlace(shape), 0);
}

const undeclared = (place: Place): Place => placeWithin(placeWithin(place, 'Newer'), 'Text');

const asked = { sweep: new Map<string, string>(), standIn: undefined, answered: () => undefined };

/** What a recording has of two calls of random operations, all of whose texts hold something private. */
export function recordedOf(seed: number, redact: boolean): { readonly its: Private; readonly text: string } {
  const random = randomOf(seed);
  const its = privateOf(random);
  const { redact: clean } = redactor(checkRedaction(redact));
  const names = Object.entries(OPERATIONS);
  const parts = [1, 2].map(() => {
    const [operation, { input, output }] = names[Math.floor(random() * names.length)]!;
    return clean({
      operation,
      input: answerOf(input, its, random) as object,
      headers: { 'x-amzn-errortype': `X:${forms[Math.floor(random() * 4)]!(its)}` },
      body: JSON.stringify(answerOf(output, its, random)).replace(/"(?:[^"\\]|\\.)*"/g, string =>
        string.replace(/(?<!\\)[rz]/g, letter =>
          random() < 0.1 ? `\\u00${letter.charCodeAt(0).toString(16)}` : letter,
        ),
      ),
      message: forms[Math.floor(random() * forms.length)]!(its),
      secrets: [],
      asked,
    });
  });
  return { its, text: undone(JSON.stringify(parts)) };
}
