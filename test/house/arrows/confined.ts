import type { Module } from './read-module.ts';
import type { SourceFile } from './source-file.ts';

/** Things that one kind of file may do and no other. */
export function confined(file: SourceFile, module: Module): { line: number; reason: string }[] {
  if (file.test || file.path.startsWith('migrations/') || file.path.startsWith('test/')) return [];
  return [
    ...(mayReadEnvironment(file.path)
      ? []
      : module.environment.map((line) => ({ line, reason: 'reads process.env: core/src/config reads the environment, once' }))),
    ...(mayHoldSql(file.path) ? [] : module.sql.map((line) => ({ line, reason: 'holds SQL: statements stand in *-store.ts and in core/src/database' }))),
  ];
}

/** `start.mjs` and `prepare.mjs` run before anything is built. */
function mayReadEnvironment(path: string): boolean {
  return path.startsWith('core/src/config/') || path === 'core/start.mjs' || path === 'core/prepare.mjs';
}

function mayHoldSql(path: string): boolean {
  return path.startsWith('core/src/database/') || path.endsWith('-store.ts') || /^plugins\/[^/]+\/migrations\//.test(path);
}
