import { roomOf, targetOf } from './place.ts';
import type { Module } from './read-module.ts';
import type { SourceFile } from './source-file.ts';

export type Graph = ReadonlyMap<string, readonly string[]>;

/** Who loads whom: imports that are gone after compilation are left out. */
export function graphOf(modules: ReadonlyMap<SourceFile, Module>): Graph {
  return new Map(
    [...modules].map(([file, module]) => [
      file.path,
      module.imports.filter((one) => !one.typeOnly && one.specifier !== null).map((one) => fileOf(file.path, one.specifier as string)),
    ]),
  );
}

function fileOf(from: string, specifier: string): string {
  const target = targetOf(from, specifier);
  if (target.kind === 'file') return target.path.replace(/\/dist\/(.*)\.js$/, '/src/$1.ts');
  if (target.kind === 'door') return `core/src/${target.room}/index.ts`;
  if (target.name === '@picturerail/core') return 'core/src/main.ts';
  if (target.name === '@picturerail/testing') return 'test/harness/src/index.ts';
  return target.name === '@picturerail/sdk' ? 'sdk/src/index.ts' : specifier;
}

/** Every cycle once, as the path that closes it. */
export function cyclesIn(graph: Graph): string[][] {
  const done = new Set<string>();
  const cycles: string[][] = [];
  const walk = (path: string, trail: readonly string[]) => {
    const start = trail.indexOf(path);
    if (start >= 0) cycles.push([...trail.slice(start), path]);
    if (start >= 0 || done.has(path)) return;
    for (const next of graph.get(path) ?? []) walk(next, [...trail, path]);
    done.add(path);
  };
  for (const path of graph.keys()) walk(path, []);
  return cycles;
}

/** Cycles of rooms, types included: the rows rule them out, and this says so without trusting the rows. */
export function roomGraph(modules: ReadonlyMap<SourceFile, Module>): Graph {
  const graph = new Map<string, Set<string>>();
  for (const [file, module] of modules) {
    const room = roomOf(file.path);
    if (room === null || file.test) continue;
    for (const one of module.imports) {
      const other = one.specifier === null ? null : roomOf(fileOf(file.path, one.specifier));
      if (other !== null && other !== room) graph.set(room, (graph.get(room) ?? new Set()).add(other));
    }
  }
  return new Map([...graph].map(([room, others]) => [room, [...others]]));
}
