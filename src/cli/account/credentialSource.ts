/** The keys that sign a request. */
export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** A role that is assumed by AWS STS. */
export interface RoleSource {
  readonly kind: 'role';
  readonly profile: string;
  readonly roleArn: string;
  readonly sessionName: string | undefined;
  readonly externalId: string | undefined;
  /** Seconds. */
  readonly duration: number | undefined;
  /** Serial number of the MFA device; undefined where the role needs none. */
  readonly mfaSerial: string | undefined;
  /** The credentials that assume the role. */
  readonly source: CredentialSource;
}

/** Where credentials come from. `from` says it to a reader. */
export type CredentialSource =
  | { readonly kind: 'keys'; readonly from: string; readonly keys: Keys }
  | RoleSource
  | {
      readonly kind: 'webIdentity';
      readonly from: string;
      readonly tokenFile: string;
      readonly roleArn: string;
      readonly sessionName: string | undefined;
    }
  | { readonly kind: 'sso' | 'login' | 'process'; readonly profile: string }
  | { readonly kind: 'container' | 'instance' | 'none' };
