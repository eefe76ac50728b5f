import { fits, meeting, type Need, needsOf, unmetBy, versionFor } from './needs.ts';
import type { Package } from './package.ts';

/** What sentences go by, beside the plugin itself. */
export interface Situation {
  readonly apiVersion: string;
  readonly installed: readonly Package[];
  /** Sentences by id. */
  readonly blocked: ReadonlyMap<string, string>;
}

function missingPlugin({ id }: Package, need: Need, { installed, blocked }: Situation): string {
  const { name, range } = need;
  const needs = `"${id}" needs "${name}" ${range}`;
  const there = installed.find((other) => other.id === name && other.kind === 'plugin');
  if (!there) return `${needs}, which is not installed. Run: picturerail plugin install ${name}@${range}`;
  if (!fits(there.version, range)) return `${needs}, but ${there.version} is installed. Run: picturerail plugin update ${name}`;
  if (blocked.has(name)) return `${needs}, which cannot start itself: ${blocked.get(name)}`;
  return `${needs}, which is not active. Run: picturerail plugin activate ${name}`;
}

function missingService({ id }: Package, need: Need, { installed, blocked }: Situation): string {
  const needs = `"${id}" needs the service "${need.name}" ${need.range}`;
  const able = meeting(need, installed).toSorted((a, b) => Number(blocked.has(a.id)) - Number(blocked.has(b.id)))[0];
  if (able && blocked.has(able.id)) return `${needs}, whose provider "${able.id}" cannot start itself: ${blocked.get(able.id)}`;
  if (able) return `${needs}, which "${able.id}" provides, but that plugin is not active. Run: picturerail plugin activate ${able.id}`;
  const other = installed.find((one) => one.id !== id && versionFor(need, one) !== undefined);
  if (other) return `${needs}, but "${other.id}" provides ${versionFor(need, other)}. Run: picturerail plugin update ${other.id}`;
  return `${needs}, which no installed plugin provides. Install one that does.`;
}

/** Why a plugin cannot start where these may, or null. */
export function whyBlocked(plugin: Package, able: readonly Package[], situation: Situation): string | null {
  const { id, version, manifest } = plugin;
  const { apiVersion } = situation;
  if (!fits(apiVersion, manifest.api))
    return `"${id}" ${version} is made for version ${manifest.api} of the plugin API, but this gallery has ${apiVersion}. Run: picturerail plugin update ${id}`;
  const [need] = unmetBy(plugin, able);
  if (!need) return null;
  return need.kind === 'plugins' ? missingPlugin(plugin, need, situation) : missingService(plugin, need, situation);
}

/** Why a plugin and one that stays cannot run beside each other, whichever of them says so, or null. */
export function whyNotBeside(plugin: Package, staying: Package): string | null {
  const refusal = (one: Package, other: Package) => {
    const need = refusedBy(one, other);
    if (!need) return null;
    return `"${one.id}" cannot work beside "${other.id}"${need.kind === 'plugins' ? ` ${need.range}` : `, which provides the service "${need.name}"`}`;
  };
  const sentence = refusal(plugin, staying) ?? refusal(staying, plugin);
  return sentence && `${sentence}. Run: picturerail plugin deactivate ${staying.id}`;
}

/** What of another plugin this one says it cannot run beside. */
export const refusedBy = ({ id, manifest }: Package, other: Package): Need | undefined =>
  other.id === id ? undefined : needsOf(manifest.conflicts).find((need) => meeting(need, [other]).length > 0);
