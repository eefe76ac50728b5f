import semver from 'semver';
import type { SqlRow } from '#database';
import { discoverPackages, type Package } from '#kernel';
import type { Finding } from './finding.ts';
import { changed, look, pathsOf } from './pages.ts';
import { readPluginRows } from './plugin-rows-store.ts';
import { makeShadow } from './shadow.ts';
import type { Stage } from './stage.ts';

/** A next version takes over and the one before it comes back, while the gallery serves: no page is lost, and no row. */
export async function checkUpdate(stage: Stage): Promise<Finding[]> {
  const { original, shadow, packagesDir } = stage;
  const version = semver.inc(original.version, 'patch') ?? '999.0.0';
  const folder = await makeShadow(original, { into: `${packagesDir}-next`, version });
  const [next] = (await discoverPackages([folder])).packages;
  if (!next) return [];
  await stage.add(stage.albums.small, 1);
  await stage.house.jobs.runAll();
  const paths = pathsOf(stage);
  const pages = await look(stage, paths);
  const rows = await rowsOf(stage);
  const findings: Finding[] = [];
  for (const [one, what] of [
    [next, 'updated'],
    [shadow, 'rolled back'],
  ] as const) {
    const problem = await swapTo(stage, one);
    if (problem !== null)
      return [...findings, finding(`The plugin cannot be ${what}: ${problem}`, 'Let `lifecycle.update` and `setup` run beside the version before.')];
    for (const path of changed(pages, await look(stage, paths)))
      findings.push(
        finding(`The page ${path} is another after the plugin was ${what}.`, 'Keep nothing in variables of modules that the next version would need.'),
      );
    for (const table of lost(rows, await rowsOf(stage)))
      findings.push(
        finding(`Rows of its table "${table}" are gone or are others after the plugin was ${what}.`, 'Only add and fill; what people have made stays.'),
      );
  }
  return findings;
}

const finding = (problem: string, fix: string): Finding => ({ check: 'update', problem, fix });

const rowsOf = ({ house, original }: Stage) => readPluginRows(house.database.read, original.id, original.manifest.tables ?? []);

/** Null where it runs; else why not. */
async function swapTo({ house }: Stage, one: Package): Promise<string | null> {
  const { packages } = house.registry.discovery();
  const running = house.kernel.plugins().filter(({ state }) => state === 'active');
  const wanted = new Map(running.map(({ id }) => [id, 1]));
  const states = await house.kernel.follow([...packages.filter(({ id }) => id !== one.id), one], wanted);
  const state = states.find(({ id }) => id === one.id);
  if (state?.state !== 'active') return state && 'reason' in state ? state.reason : 'it does not run.';
  return state.refused?.reason ?? null;
}

type Rows = ReadonlyMap<string, readonly SqlRow[]>;

/** Tables in which a row of before cannot be found any more, new columns aside. */
function lost(before: Rows, after: Rows): string[] {
  return [...before].flatMap(([table, rows]) => {
    const left = new Set((after.get(table) ?? []).map((row) => JSON.stringify(row, Object.keys(rows[0] ?? {}))));
    return rows.every((row) => left.has(JSON.stringify(row, Object.keys(rows[0] ?? {})))) ? [] : [table];
  });
}
