/** Names of members and variables whose values are never recorded. */
export const SECRET_NAME: RegExp =
  /secret|passw|passphrase|credential|access_?key|api_?key|private_?key|(?:auth|session|security|access|bearer|hf|hub)\w*token|^token$|_token$/i;

/** A credential, a signature, or what looks like one. */
const PATTERNS: readonly RegExp[] = [
  /\b(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{12,}\b/g,
  // Parameters of a presigned URL, parts of the header Authorization, variables.
  /(?<=\b(?:X-Amz-(?:Signature|Credential|Security-Token)|Signature|Credential|SessionToken|SecretAccessKey|aws_secret_access_key|aws_session_token)(?:%3d|["']?\s*[=:]\s*["']?))[^\s&"',;<>]+/gi,
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
    secrets.push(signature ?? value);
  }
  return secrets;
}

/** Values that the names beside them call secret: of environment parameters, of maps, of members. */
export function namedSecrets(value: unknown): string[] {
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
