// What only ESLint has: the rules for rxjs, with types, and one more. All other rules are oxlint's
// (.oxlintrc.json), which needs a tenth of the CPU. `npm run lint` looks at src. `npm run test:long -- lint` looks at
// all, and adds no-unsafe-class-instance-assignment, which takes twice the CPU of all others together.
import { defineConfig, globalIgnores } from 'eslint/config';
import rxjs from 'eslint-plugin-rxjs-x';
import tseslint from 'typescript-eslint';

const onlyReExports = {
  selector: 'Program > :not(ExportNamedDeclaration[source], ExportAllDeclaration)',
  message: 'This file only re-exports.',
};

export default defineConfig(
  globalIgnores(['dist/', 'coverage/', 'reports/', '.stryker-tmp/', '**/*.{js,mjs,cjs}']),
  {
    files: ['**/*.ts'],
    extends: [rxjs.configs.strict],
    // The directives in the sources are for oxlint, which reports those that are unused.
    linterOptions: { reportUnusedDisableDirectives: 'off' },
    plugins: { '@typescript-eslint': tseslint.plugin },
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: {
        // One program for all of src, the page included; that with the specs is made only for a file outside of it.
        project: ['tsconfig.lint.json', 'tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
  },
  {
    files: ['src/{index,codecs,operators,gateway/index}.ts'],
    rules: { 'no-restricted-syntax': ['error', onlyReExports] },
  },
  {
    files: ['spec/**/*.ts', 'bench/**/*.ts'],
    rules: {
      'rxjs-x/no-ignored-default-value': 'off',
      'rxjs-x/no-ignored-error': 'off',
      'rxjs-x/throw-error': 'off',
    },
  },
);
