/**
 * How messages are compiled: shared by the Vite plugin and `npm run messages`.
 *
 * The plugin that reads `src/messages/*.json` comes from node_modules (see
 * project.inlang/settings.json), so compiling needs no network.
 */
export const paraglide = {
  project: './project.inlang',
  outdir: './src/paraglide',
  strategy: /** @type {["globalVariable", "baseLocale"]} */ (['globalVariable', 'baseLocale']),
  isServer: 'false',
  emitReadme: false,
  emitGitIgnore: false,
  emitPrettierIgnore: false,
};
