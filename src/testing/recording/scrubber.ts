import type { CheckedRedaction } from './redaction.js';
import { withoutSecrets } from './secrets.js';
import type { StandIns } from './standIns.js';

/** Puts stand-ins into texts that stay otherwise. */
export interface Scrubber {
  /**
   * A text without credentials, tokens, and what is redacted, wherever in it that is and however it is spelt. What is
   * found is known from then on. `secrets` are those of the call.
   */
  readonly scrub: (text: string, secrets: readonly string[]) => string;
}

const ARN = /\barn:[a-z][\w-]*:[\w-]*:[\w-]*:[\w\u{e000}\u{e001}]*:[^\s"'<>,;()[\]{}|\\]*[\w/*\u{e001}-]/gu;
const URI = /\b(s3[an]?|https?):\/\/(?:[^\s"'<>/?#@]+@)?([^\s"'<>/?#:@]+)(?::\d+)?([^\s"'<>]*)/gi;
/** Twelve digits, but for those of a fraction; and as the console writes them, but for the middle of a UUID. */
const ACCOUNT = /(?<!\d|\d\.)\d{12}(?!\d)|(?<!\d|[\da-f]{8}-)(\d{4})([ -])\d{4}\2\d{4}(?!\d|-[\da-f]{12})/gi;
/** A run of characters that can be base64. */
const BASE64 = /(?<![A-Za-z0-9+/_=-])[A-Za-z0-9+/_-]{16,}={0,2}(?![A-Za-z0-9+/_=-])/g;
/** A run of characters as URLs have them, with some that are encoded. */
const ENCODED = /[\w.~%*+!-]*%[0-9a-f]{2}[\w.~%*+!-]*/gi;
/** What separates words: no token has any of them. */
const BETWEEN_WORDS = /([\s"'<>,;:()[\]{}&?]+)/;
/** Services whose ARNs name the type of a resource before its name. */
const TYPED =
  /^(?:sagemaker|iam|sts|kms|logs|ec2|ecr|lambda|secretsmanager|dynamodb|elasticloadbalancing|ecs)$/;
/** Hosts of documentation, which are no secret of the account. */
const PUBLIC_HOST = /^(?:docs\.aws|aws)\.amazon\.com$/i;

/** Begins to scrub. `tokenStandIn` knows the tokens of the service. */
export function scrubber(
  redaction: CheckedRedaction,
  standIns: StandIns,
  tokenStandIn: (token: string) => string | undefined,
): Scrubber {
  const { of, learn } = standIns;

  function scrub(text: string, secrets: readonly string[]): string {
    // What has been replaced isn't looked at again: a stand-in can contain what is the original of another one.
    const done: string[] = [];
    const keep = (standIn: string): string => `\u{e000}${String(done.push(standIn) - 1)}\u{e001}`;
    let clean = text
      .replace(/[\u{e000}\u{e001}]/gu, '\u{fffd}')
      .split(BETWEEN_WORDS)
      .map(word => {
        const standIn = tokenStandIn(word);
        return standIn === undefined ? word : keep(standIn);
      })
      .join('');
    const within = (decode: (run: string) => string | undefined, encode: (plain: string) => string) => {
      return (run: string): string => {
        const plain = decode(run);
        const scrubbed = plain === undefined ? plain : scrub(plain, secrets);
        return scrubbed === undefined || scrubbed === plain ? run : keep(encode(scrubbed));
      };
    };
    // Before anything else that would split what is encoded.
    clean = clean.replace(ENCODED, within(decoded, encodeURIComponent));
    clean = withoutSecrets(clean, secrets, secret => keep(of('secret', secret)));
    clean = clean.replace(ARN, arn => keep(arnStandIn(arn)));
    if (redaction.buckets)
      clean = clean.replace(URI, (uri: string, scheme: string, host: string, rest: string) =>
        PUBLIC_HOST.test(host) ? keep(uri) : keep(uriStandIn(scheme, host, rest)),
      );
    clean = clean.replace(BASE64, within(decodedBase64, btoa));
    if (redaction.accounts)
      clean = clean.replace(ACCOUNT, account => keep(accountStandIn(account.replace(/[ -]/g, ''))));
    // What was kept can have something kept in it.
    const whole = (kept: string): string =>
      kept.replace(/\u{e000}(\d+)\u{e001}/gu, (_, index: string) => whole(done[Number(index)] ?? ''));
    return whole(standIns.replace(clean));
  }

  /** It is known from then on in each of its spellings. */
  function accountStandIn(account: string): string {
    const standIn = of('account', account);
    for (const between of ['', '-', ' ']) learn(account.replace(/(\d{4})(?=\d)/g, `$1${between}`), standIn);
    return standIn;
  }

  function arnStandIn(arn: string): string {
    const [, partition, service = '', region, account = '', ...rest] = arn.split(':');
    const owner = redaction.accounts && /^\d{12}$/.test(account) ? accountStandIn(account) : account;
    return ['arn', partition, service, region, owner, resourceStandIn(arn, service, rest.join(':'))].join(
      ':',
    );
  }

  function resourceStandIn(arn: string, service: string, resource: string): string {
    const [, kind = '', path = ''] = /^(role|assumed-role)\/(.+)$/.exec(resource) ?? [];
    if (kind !== '' && (service === 'iam' || service === 'sts'))
      return redaction.roles || redaction.arns ? roleStandIn(kind, path) : resource;
    if (service === 's3') {
      const [bucket = '', ...key] = resource.split('/');
      return redaction.buckets || redaction.arns ? placeStandIn(bucket, key.join('/')) : resource;
    }
    if (!redaction.arns) return resource;
    const [, type = '', separator = ''] = /^([a-z][a-z-]*)([/:])/.exec(resource) ?? [];
    return `${TYPED.test(service) ? type + separator : ''}${of('arn', arn)}`;
  }

  function roleStandIn(kind: string, path: string): string {
    const [first = '', ...more] = path.split('/');
    const isAssumed = kind === 'assumed-role';
    const name = isAssumed ? first : (more.at(-1) ?? first);
    // Names of roles are unique within an account, whatever their paths.
    const role = of('role', name);
    if (redaction.roles) learn(name, role);
    const session = isAssumed && more.length > 0 ? `/${of('session', more.join('/'))}` : '';
    return `${kind}/${role}${session}`;
  }

  function uriStandIn(scheme: string, host: string, rest: string): string {
    // The query can be a signature.
    const path = rest.replace(/[?#].*$/s, '').replace(/^\//, '');
    if (scheme.toLowerCase().startsWith('s3'))
      return `s3://${placeStandIn(host, path, rest.startsWith('/'))}`;
    const [, bucket] = /^(.+)\.s3[.-][\w.-]*amazonaws\.com/i.exec(host) ?? [];
    if (bucket !== undefined) return `https://${bucketStandIn(bucket)}.s3.amazonaws.com/${keyStandIn(path)}`;
    if (/^s3[.-][\w.-]*amazonaws\.com/i.test(host)) {
      const [first = '', ...key] = path.split('/');
      return `https://s3.amazonaws.com/${placeStandIn(first, key.join('/'))}`;
    }
    learn(host, of('host', host));
    return `${scheme}://${of('host', host)}/${keyStandIn(path)}`;
  }

  const placeStandIn = (bucket: string, key: string, slash = key !== ''): string =>
    bucketStandIn(bucket) + (slash ? `/${keyStandIn(key)}` : '');

  function bucketStandIn(bucket: string): string {
    if (bucket === '' || bucket === '*') return bucket;
    const standIn = of('bucket', bucket);
    if (redaction.buckets) learn(bucket, standIn);
    return standIn;
  }

  function keyStandIn(key: string): string {
    if (key === '' || key === '*') return key;
    const standIn = of('key', key);
    if (redaction.buckets) learn(key, standIn);
    return standIn;
  }

  return { scrub };
}

function decoded(run: string): string | undefined {
  try {
    return decodeURIComponent(run);
  } catch {
    return undefined;
  }
}

/** The text that a run is the base64 of; undefined where it is that of anything else. */
function decodedBase64(run: string): string | undefined {
  const text = Buffer.from(run, 'base64').toString('latin1');
  return /^[\t\n\r -~]+$/.test(text) ? text : undefined;
}
