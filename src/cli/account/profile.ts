import { InvalidInputError } from '../../core/errors.js';
import type { Environment } from '../process/host.js';
import type { Section, SharedFiles } from './sharedFiles.js';

/** The profile that is asked for. */
export interface ChosenProfile {
  readonly name: string;
  /** What has named it: a flag or a variable; undefined for the default profile. */
  readonly from: string | undefined;
  /** Whether the command line has named it, so that keys of the environment don't count. */
  readonly isFlag: boolean;
}

/** Variables that name a profile; aws-cli 1 takes them in the other order. */
const VARIABLES = ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE'] as const;
/** The profile where none is asked for; it needn't exist. */
const DEFAULT = 'default';
/** Greatest number of profiles that an error names. */
const MAX_NAMES = 20;

/**
 * The profile that is asked for: `--profile`, then the environment. Fails with
 * `InvalidInputError`, which names those that exist, where the files don't have it.
 */
export function chosenProfile(flag: string | undefined, env: Environment, files: SharedFiles): ChosenProfile {
  const variable = VARIABLES.find(name => env[name] !== undefined);
  const name = flag ?? (variable === undefined ? undefined : env[variable]);
  if (name === undefined) return { name: DEFAULT, from: undefined, isFlag: false };
  const from = flag === undefined ? variable : '--profile';
  checkExists(name, from ?? '', files);
  return { name, from, isFlag: flag !== undefined };
}

/** What both files say of a profile; where both have a setting, the credentials file counts. */
export function sectionOf(name: string, { config, credentials }: SharedFiles): Section {
  return { ...own(config, name), ...own(credentials, name) };
}

/** Whether one of the files has a profile. */
export const hasProfile = (name: string, { config, credentials }: SharedFiles): boolean =>
  (!OTHER_SECTION.test(name) && Object.hasOwn(config, name)) || Object.hasOwn(credentials, name);

/** Sections of the config file that are no profiles. */
const OTHER_SECTION = /^(sso-session|services)\./;

const own = (sections: Readonly<Record<string, Section>>, name: string): Section | undefined =>
  Object.hasOwn(sections, name) ? sections[name] : undefined;

function checkExists(name: string, from: string, files: SharedFiles): void {
  if (hasProfile(name, files)) return;
  const { config, credentials, configPath, credentialsPath } = files;
  const profiles = Object.keys(config).filter(key => !OTHER_SECTION.test(key));
  const names = [...new Set([...profiles, ...Object.keys(credentials)])];
  const more = names.length > MAX_NAMES ? ` and ${String(names.length - MAX_NAMES)} more` : '';
  const known =
    names.length === 0 ? 'they have none' : `there are ${names.slice(0, MAX_NAMES).join(', ')}${more}`;
  throw new InvalidInputError(from, `no profile '${name}' in ${configPath} and ${credentialsPath}; ${known}`);
}
