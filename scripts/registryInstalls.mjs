// Commands that would take the package from a registry by its name. The name isn't registered, so a stranger's package
// could take it. A tarball, a folder, and `npx --no`, which only runs what is installed, are fine.

const END = '[^\\n`&|;#]*';
const INSTALLS = new RegExp(`\\b(?:npm|pnpm|yarn|bun)(?: -\\S+)* (?:install|i|add)\\b${END}`, 'g');
const RUNS = new RegExp(`\\b(?:npx|bunx|pnpm dlx|yarn dlx|npm (?:exec|x))\\b${END}`, 'g');
const DEPENDS = /"stepstream": *"(?:[~^<>=*\d]|latest)[^"]*"/g;

/** The package, by its name or with a version. */
const isName = word => /^stepstream(?:@.*)?$/.test(word);
const words = command => command.split(/[\s"'()]+/);

/** Whether a runner of packages names this one first, behind its flags, and may install it. */
function mayInstall(command) {
  const [, ...rest] = words(command.replace(/^(?:npm|pnpm|yarn) \w+/, 'npx'));
  const flags = rest.filter(word => word.startsWith('-'));
  const named = rest.some((word, i) => /^(?:-p|--package)$/.test(word) && isName(rest[i + 1] ?? ''));
  const isOffline = flags.some(flag => /^--(?:no|no-install|yes=false)$/.test(flag));
  return !isOffline && (named || isName(rest.find(word => !word.startsWith('-')) ?? ''));
}

/** What a text would take from a registry, as complaints. */
export function registryInstalls(file, text) {
  return text.split('\n').flatMap((line, i) => {
    if (!line.includes('stepstream')) return [];
    const found = [
      ...[...line.matchAll(INSTALLS)].filter(([command]) => words(command).some(isName)),
      ...[...line.matchAll(RUNS)].filter(([command]) => mayInstall(command)),
      ...line.matchAll(DEPENDS),
    ];
    return found.map(
      ([command]) =>
        `${file}:${i + 1}: "${command.trim()}": no registry has it; take the tarball, or npx --no where it is installed`,
    );
  });
}
