import { readdirSync } from 'node:fs';
import js from '@eslint/js';
import importX from 'eslint-plugin-import-x';
import reactHooks from 'eslint-plugin-react-hooks';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const features = readdirSync('./src/features');

// app → features → shared, one way; a feature knows only itself and shared.
const zones = [
  ...features.map(feature => ({ target: `./src/features/${feature}`, from: './src/features', except: [`./${feature}`] })),
  { target: './src/features', from: './src/app' },
  { target: './src/shared', from: ['./src/app', './src/features'] },
];

export default tseslint.config(
  { ignores: ['dist', 'coverage', 'screenshots', 'src/shared/api/schema.ts'] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  reactHooks.configs.flat['recommended-latest'],
  {
    files: ['**/*.{ts,tsx}'],
    plugins: { 'import-x': importX },
    languageOptions: {
      globals: globals.browser,
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver({ project: './tsconfig.json' })] },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones }],
      'import-x/no-cycle': ['error', { maxDepth: 6 }],
      'import-x/no-default-export': 'error',
      '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      // We do not use the compiler, which is all that this rule speaks for.
      'react-hooks/incompatible-library': 'off',
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  // Types by declaration merging need an interface.
  { files: ['src/app/router.tsx'], rules: { '@typescript-eslint/consistent-type-definitions': 'off' } },
  { files: ['*.config.ts'], rules: { 'import-x/no-default-export': 'off' } },
  { files: ['**/*.js'], ...tseslint.configs.disableTypeChecked },
  { files: ['*.js', 'scripts/*.js'], languageOptions: { globals: globals.node } },
);
