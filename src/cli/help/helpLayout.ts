import { wrapWords } from '../../words/wrapWords.js';
import { Help, type HelpConfiguration, type Option } from 'commander';

/** Least width of a column of descriptions, in columns; narrower, they stand below their terms. */
const LEAST_DESCRIPTION = 24;
/** Indent of a description below its term. */
const INDENT = ' '.repeat(6);

/** How help is laid out: as commander does it, and on narrow terminals with each description below its term. */
export function helpLayout(hidden: ReadonlySet<Option>): HelpConfiguration {
  return {
    minWidthToWrap: LEAST_DESCRIPTION - 8,
    formatHelp: (command, help) => {
      help.visibleOptions = of =>
        Help.prototype.visibleOptions.call(help, of).filter(option => !hidden.has(option));
      const [usage = '', ...lines] = Help.prototype.formatHelp.call(help, command, help).split('\n');
      return [...wrapWords(usage, help.helpWidth ?? 80, '  '), ...lines].join('\n');
    },
    formatItem(this: Help, term, termWidth, description, help) {
      const width = this.helpWidth ?? 80;
      if (description === '' || width - termWidth - 4 >= LEAST_DESCRIPTION)
        return Help.prototype.formatItem.call(this, term, termWidth, description, help);
      const lines = help.boxWrap(description, width - INDENT.length).split('\n');
      return [`  ${term}`, ...lines.map(line => INDENT + line)].join('\n');
    },
  };
}
