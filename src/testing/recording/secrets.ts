/** Names of members and variables whose values are never recorded. */
export const SECRET_NAME: RegExp =
  /secret|passw|passphrase|credential|access_?key|api_?key|private_?key|(?:auth|session|security|access|bearer|hf|hub)\w*token|^token$|_token$/i;

/** A credential, a signature, or what looks like one. */
const PATTERNS: readonly RegExp[] = [
  /\b(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{12,}\b/g,
  // Parameters of a presigned URL, parts of the header Authorization, variables.
  /(?<=\b(?:X-Amz-(?:Signature|Credential|Security-Token)|Signature|Credential|SessionToken|SecretAccessKey|aws_secret_access_key|aws_session_token)(?:%3d|["']?\s*[=:]\s*["']?))[^\s&"',;<>]+/gi,
  // Values that the name before them calls secret: in a line of configuration, or in JSON within a text.
  /(?<=(?:secret|passw(?:or)?d|passphrase|access[-_]?key|api[-_]?key|private[-_]?key|(?:auth|session|security|access|bearer|hf|hub)[-_a-z]*token)["'\\]*\s*[=:]\s*["'\\]*)[^\s"'\\&,;<>]{4,}/gi,
  // User and password of a URL, and the header of a bearer.
  /(?<=:\/\/)[^\s/@"'<>]+(?=@)/g,
  /(?<=\bBearer\s+)[\w.~+/-]{8,}=*/gi,
  // Tokens by their form: of Hugging Face and GitHub, and JSON Web Tokens.
  /\b(?:hf|gh[oprsu]|github_pat)_[A-Za-z0-9_]{16,}/g,
  /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g,
  // HMAC-SHA256 in hexadecimal digits, but for the digest of an image.
  /(?<![0-9a-f]|sha256:)[0-9a-f]{64}(?![0-9a-f])/gi,
  // Session tokens and page tokens.
  /[A-Za-z0-9+/_-]{100,}={0,2}/g,
  // Secret access keys: 40 characters of base64, with letters of both cases and a digit.
  /(?<![A-Za-z0-9+/=])(?=[a-z0-9+/]{0,39}[A-Z])(?=[A-Z0-9+/]{0,39}[a-z])(?=[A-Za-z+/]{0,39}\d)[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/=])/g,
];

/** A text with `instead` of each credential and signature; those of the request, which are `known`, wherever they are. */
export function withoutSecrets(
  text: string,
  known: readonly string[],
  instead: (secret: string) => string,
): string {
  let clean = text;
  for (const secret of known)
    if (secret.length >= SHORTEST_SECRET) clean = clean.replaceAll(secret, () => instead(secret));
  for (const pattern of PATTERNS) clean = clean.replace(pattern, instead);
  return clean;
}

/** Shortest secret that is looked for within texts, in characters. */
const SHORTEST_SECRET = 8;

/** What a signed request holds that is secret, by its headers. */
export function secretsOf(headers: Readonly<Record<string, unknown>>): string[] {
  const secrets: string[] = [];
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value !== 'string') continue;
    if (/^x-amz-security-token$/i.test(name)) secrets.push(value);
    if (!/^authorization$/i.test(name)) continue;
    const [, credential] = /Credential=([^,\s]+)/.exec(value) ?? [];
    const [, signature] = /Signature=([^,\s]+)/.exec(value) ?? [];
    if (credential !== undefined) secrets.push(credential, credential.split('/')[0] ?? '');
    // Of another scheme the whole, and what follows its name.
    secrets.push(...(signature === undefined ? [value, value.replace(/^\S+\s+/, '')] : [signature]));
  }
  return secrets;
}

/** Values that the names beside them call secret: of environment parameters, of maps, of members, and of JSON within a text. */
export function namedSecrets(value: unknown): string[] {
  if (typeof value === 'string') return /^\s*[[{]/.test(value) ? namedSecrets(parsedJson(value)) : [];
  if (Array.isArray(value)) return value.flatMap(namedSecrets);
  if (typeof value !== 'object' || value === null) return [];
  const { Key: key, Value: parameter } = value as Readonly<Record<string, unknown>>;
  const own =
    typeof key === 'string' && SECRET_NAME.test(key) && typeof parameter === 'string' ? [parameter] : [];
  return Object.entries(value).flatMap(([name, inner]) => [
    ...own.splice(0),
    ...(typeof inner === 'string' && SECRET_NAME.test(name) ? [inner] : namedSecrets(inner)),
  ]);
}

/** The value of a JSON text; undefined of any other text. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
