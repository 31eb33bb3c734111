/**
 * Import zones of the interface (see design/architecture.md, invariants 5 and 6):
 * - `@tauri-apps/*` only in `src/api/tauri.ts`;
 * - a feature imports another feature only through its `index.ts`;
 * - `shared/` imports nothing above it, `api/` nothing of the interface.
 */
import path from 'node:path';

const source = path.resolve(import.meta.dirname, '../src');

/** Path below src/, with forward slashes. */
function inside(file) {
  return path.relative(source, file).split(path.sep).join('/');
}

function complaint(importer, wanted) {
  if (wanted.startsWith('@tauri-apps/')) {
    return importer === 'api/tauri.ts' ? null : '@tauri-apps/* belongs in src/api/tauri.ts only.';
  }
  if (!wanted.startsWith('.')) return null;
  const target = inside(path.resolve(source, path.dirname(importer), wanted));
  const [from, to] = [importer.split('/'), target.split('/')];
  if (from[0] === 'shared' && ['features', 'screens', 'shell', 'api'].includes(to[0])) {
    return `shared/ imports nothing from ${to[0]}/.`;
  }
  if (from[0] === 'api' && ['features', 'screens', 'shell', 'shared'].includes(to[0])) {
    return `api/ imports nothing from ${to[0]}/.`;
  }
  if (from[0] === 'features' && to[0] === 'screens') return 'A feature imports no screen.';
  if (from[0] === 'features' && to[0] === 'features' && from[1] !== to[1]) {
    const index = to.length === 2 || (to.length === 3 && /^index(\.ts)?$/.test(to[2]));
    return index ? null : "A feature never imports another feature's inside.";
  }
  return null;
}

const imports = {
  meta: { type: 'problem', schema: [], docs: { description: 'Import zones' } },
  create(context) {
    const importer = inside(context.filename);
    if (importer.startsWith('..')) return {};
    const check = (node) => {
      if (typeof node.source?.value !== 'string') return;
      const message = complaint(importer, node.source.value);
      if (message) context.report({ node: node.source, message });
    };
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
    };
  },
};

export default { rules: { imports } };
