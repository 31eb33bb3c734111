import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';
import zones from './tools/eslint-zones.js';

const typed = ['src/**/*.ts', 'src/**/*.svelte', 'src/**/*.svelte.ts'];

export default ts.config(
  { ignores: ['dist/', 'src/paraglide/', 'src/api/bindings.ts'] },
  js.configs.recommended,
  { files: typed, extends: [ts.configs.strictTypeChecked, ts.configs.stylisticTypeChecked] },
  // After typescript-eslint, whose parser would take the .svelte files.
  ...svelte.configs.recommended,
  {
    files: typed,
    languageOptions: {
      globals: globals.browser,
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname, extraFileExtensions: ['.svelte'] },
    },
    plugins: { zones },
    rules: {
      'zones/imports': 'error',
      'max-lines': ['error', { max: 300 }],
      'no-console': 'error',
      eqeqeq: 'error',
      // The type checker already knows every name.
      'no-undef': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  {
    files: ['src/**/*.svelte', 'src/**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
    rules: {
      // $props() destructuring and $bindable defaults need let.
      'prefer-const': 'off',
      'svelte/prefer-const': ['error', { excludedRunes: ['$props', '$derived'] }],
      'svelte/button-has-type': 'error',
      'svelte/no-at-html-tags': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector: "SvelteAttribute[key.name='style']",
          message: 'The policy refuses style attributes: use a style: directive, which goes through the CSSOM.',
        },
      ],
      // That rule is for SvelteKit's router; ours is a hash.
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  { files: ['*.js', 'tools/**/*.js', '*.ts', 'tools/**/*.ts'], languageOptions: { globals: globals.node } },
  { files: ['*.ts', 'tools/**/*.ts'], extends: [ts.configs.strict] },
);
