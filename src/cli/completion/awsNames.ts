/** The files of aws-cli, as aws-cli finds them, for a POSIX shell. */
const FILES =
  '"${AWS_CONFIG_FILE:-$HOME/.aws/config}" "${AWS_SHARED_CREDENTIALS_FILE:-$HOME/.aws/credentials}"';

/** A command of a POSIX shell that prints the profiles of ~/.aws, one a line. */
export const PROFILES: string = `sed -n -e 's/^\\[profile  *\\(.*\\)\\]/\\1/p' -e '/^\\[\\(sso-session\\|services\\|profile\\) /!s/^\\[\\(.*\\)\\]/\\1/p' ${FILES} 2>/dev/null | sort -u`;

/** The same of the regions that they name. No list of all regions stands here: it would be out of date. */
export const REGIONS: string = `sed -n 's/^ *\\(sso_\\)\\{0,1\\}region *= *//p' ${FILES} 2>/dev/null | sort -u`;
