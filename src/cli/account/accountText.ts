import { oneLine } from '../../words/oneLine.js';
import type { AccountSettings } from './accountSettings.js';
import type { CredentialSource } from './credentialSource.js';
import type { Setting } from './setting.js';

/** What `--debug` says of a connection besides its settings. */
export interface ConnectionFacts {
  /** What AWS STS says of the credentials. */
  readonly identity: string;
  /** URL of SageMaker. */
  readonly endpoint: string;
  readonly proxy: Setting | undefined;
}

/** Lines that tell which account the command asks, how, and what has decided so. They hold no key, token or password. */
export function accountText(settings: AccountSettings, facts: ConnectionFacts): readonly string[] {
  const { region, endpoint, caBundle, source } = settings;
  const lines: readonly (readonly [string, string | undefined])[] = [
    ['account', facts.identity],
    ['credentials', sourceText(source)],
    ['region', region && `${region.value}, by ${region.from}`],
    ['endpoint', publicUrl(facts.endpoint) + (endpoint === undefined ? '' : `, by ${endpoint.from}`)],
    ['proxy', facts.proxy && `${publicUrl(facts.proxy.value)}, by ${facts.proxy.from}`],
    ['CA bundle', caBundle && `${caBundle.value}, by ${caBundle.from}`],
  ];
  return lines.flatMap(([name, text]) =>
    text === undefined ? [] : [`${name.padEnd(11)}  ${oneLine(text)}`],
  );
}

/** Where credentials come from, in words. */
export function sourceText(source: CredentialSource): string {
  switch (source.kind) {
    case 'keys':
      return source.from;
    case 'role':
      return `role ${source.roleArn} of profile '${source.profile}', assumed with ${sourceText(source.source)}`;
    case 'webIdentity':
      return `role ${source.roleArn}, assumed with the web identity of ${source.from}`;
    case 'sso':
      return `AWS IAM Identity Center (SSO), by profile '${source.profile}'`;
    case 'login':
      return `aws login, by profile '${source.profile}'`;
    case 'process':
      return `credential_process of profile '${source.profile}'`;
    case 'container':
      return 'the role of this container';
    case 'instance':
      return 'the role of this instance';
    case 'none':
      return 'none';
  }
}

/** A URL without what could be a password: its user, and its query. */
function publicUrl(text: string): string {
  const url = new URL(text);
  return `${url.protocol}//${url.host}${url.pathname === '/' ? '' : url.pathname}`;
}
