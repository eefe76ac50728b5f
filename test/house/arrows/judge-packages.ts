import { declared, namedPlugins, packageJson } from './packages.ts';
import { buildingOf, type Target } from './place.ts';
import type { Import } from './read-module.ts';
import type { SourceFile } from './source-file.ts';

/** Which packages of ours a building may import, whole. */
const ours: Readonly<Record<string, readonly string[]>> = {
  sdk: [],
  core: ['@picturerail/sdk'],
  plugins: ['@picturerail/sdk'],
  themes: ['@picturerail/sdk'],
  migrations: [],
  harness: ['@picturerail/sdk', '@picturerail/core'],
};

/** Why a file may not import a package, or null. */
export function judgePackage(root: string, file: SourceFile, found: Import, target: Target & { kind: 'package' }): string | null {
  if (target.name.startsWith('node:')) return null;
  if (target.name.startsWith('@picturerail/')) return judgeOurs(root, file, found, target);
  if (declared(root, file).has(target.name)) return null;
  return `imports "${target.name}", which ${file.home || '.'}/package.json does not declare`;
}

function judgeOurs(root: string, file: SourceFile, found: Import, target: Target & { kind: 'package' }): string | null {
  const building = buildingOf(file.path);
  const allowed = [...(ours[building] ?? []), ...(file.test ? ownOf(building) : [])];
  if (allowed.includes(target.name)) return target.below === '' ? null : `reaches into "${target.name}/${target.below}": import "${target.name}"`;
  if (building === 'plugins' && target.below === 'contract') return judgeContract(root, file, found, target.name);
  if (building === 'plugins' || building === 'themes')
    return `imports "${target.name}": plugins and themes import "@picturerail/sdk" only and meet through services and hooks`;
  if (building === 'core') return `imports "${target.name}": the core imports no plugin and no theme`;
  return `imports "${target.name}", which ${building} may not`;
}

/** A test may look at its own package from outside, and start a gallery. */
function ownOf(building: string): string[] {
  return building === 'sdk' ? ['@picturerail/sdk'] : ['@picturerail/testing'];
}

function judgeContract(root: string, file: SourceFile, found: Import, name: string): string | null {
  const id = name.replace('@picturerail/plugin-', '');
  if (!found.typeOnly) return `imports "${name}/contract" for more than types: write "import type"`;
  if (!namedPlugins(packageJson(root, file.home)).includes(id))
    return `imports the contract of "${id}" without naming it under "requires" or "optional" in its manifest`;
  return null;
}
