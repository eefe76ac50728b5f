import { confined } from './confined.ts';
import { cyclesIn, graphOf, roomGraph } from './cycles.ts';
import { judgePackage } from './judge-packages.ts';
import { judgeRoom } from './judge-rooms.ts';
import { packageJson } from './packages.ts';
import { buildingOf, targetOf } from './place.ts';
import { type Import, readModule } from './read-module.ts';
import { rowOf } from './rooms.ts';
import { type SourceFile, sourceFiles } from './source-file.ts';

/** Everything below `root` that goes against the arrows, a sentence each, with path and line. */
export function findViolations(root: string): string[] {
  const modules = new Map(sourceFiles(root).map((file) => [file, readModule(file.path, file.text)]));
  const found: string[] = [];
  for (const [file, module] of modules) {
    for (const one of module.imports) {
      const reason = judge(root, file, one);
      if (reason) found.push(`${file.path}:${one.line} ${reason}`);
    }
    found.push(...confined(file, module).map(({ line, reason }) => `${file.path}:${line} ${reason}`));
  }
  const cycles = [...cyclesIn(graphOf(modules)), ...cyclesIn(roomGraph(modules))];
  return [...found, ...doorsThatAreNone(root), ...cycles.map((cycle) => `a cycle: ${cycle.join(' -> ')}`)];
}

function judge(root: string, file: SourceFile, found: Import): string | null {
  const building = buildingOf(file.path);
  if (found.specifier === null) return building === 'plugins' || building === 'themes' ? 'imports a name that is computed: name what is imported' : null;
  const target = targetOf(file.path, found.specifier);
  if (target.kind === 'package') return judgePackage(root, file, found, target);
  if (target.kind === 'file' && !`${target.path}/`.startsWith(`${file.home}/`)) return `leaves its package for "${found.specifier}"`;
  if (building === 'core') return judgeRoom(file, found, target);
  return target.kind === 'door' ? `uses "${found.specifier}", a door of the core` : null;
}

/** The `imports` of the core's package.json open doors, nothing deeper. */
function doorsThatAreNone(root: string): string[] {
  return Object.entries(packageJson(root, 'core').imports ?? {}).flatMap(([name, paths]) => {
    const room = name.slice(1);
    const opens = JSON.stringify(paths) === JSON.stringify({ source: `./src/${room}/index.ts`, default: `./dist/${room}/index.js` });
    return opens && rowOf(room) >= 0 ? [] : [`core/package.json opens "${name}", which is not the door of a room`];
  });
}
