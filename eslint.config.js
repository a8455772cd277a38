// Typed rules, rxjs rules, and a ban on imports that compile and crash (see docs/discoveries.md).
import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import rxjs from 'eslint-plugin-rxjs-x';
import tseslint from 'typescript-eslint';

const crashingImports = [
  {
    regex: '^(fp-ts|io-ts)/(?!(lib|package\\.json)(/|$))',
    message: 'Compiles, and crashes in Node: import from fp-ts/lib/X.js or io-ts/lib/X.js.',
  },
  { regex: '^(fp-ts|io-ts)/lib/.*(?<!\\.js)$', message: 'Compiles, and crashes in Node: end it with .js.' },
  { regex: '^rxjs/(internal|dist|src)', message: 'Not a public path of rxjs.' },
];

const onlyReExports = {
  selector: 'Program > :not(ExportNamedDeclaration[source], ExportAllDeclaration)',
  message: 'This file only re-exports.',
};

export default defineConfig(
  globalIgnores(['dist/', 'coverage/', 'reports/', '.stryker-tmp/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: {
      globals: {
        performance: 'readonly',
        console: 'readonly',
        process: 'readonly',
        module: 'writable',
        require: 'readonly',
      },
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked, rxjs.configs.strict],
    languageOptions: {
      parserOptions: {
        project: ['tsconfig.json', 'src/page/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      'no-restricted-imports': ['error', { patterns: crashingImports }],
      eqeqeq: 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/no-inferrable-types': 'off', // an exported constant says `number`, not `5`
      '@typescript-eslint/no-unnecessary-type-arguments': 'off', // t.Type<Step, WireStep, unknown> says all three
    },
  },
  { files: ['src/**/*.ts'], ignores: ['src/cli/**'], rules: { 'no-console': 'error' } },
  {
    // A module of Nest is a class with nothing in it but its decorator.
    files: ['docs/servers/*.ts'],
    rules: { '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }] },
  },
  {
    files: ['src/{index,codecs,gateway/index}.ts'],
    rules: { 'no-restricted-syntax': ['error', onlyReExports] },
  },
  {
    // A spec states things (`expect(x).true`), throws what users throw, and knows what it has put there.
    files: ['spec/**/*.ts', 'bench/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/only-throw-error': 'off',
      '@typescript-eslint/prefer-promise-reject-errors': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/unbound-method': 'off',
      'rxjs-x/no-ignored-default-value': 'off',
      'rxjs-x/no-ignored-error': 'off',
      'rxjs-x/throw-error': 'off',
    },
  },
);
