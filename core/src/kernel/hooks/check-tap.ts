import { type Capability, coreHooks, coreSlots, type HookKind, type HookTraits, type Manifest } from '@picturerail/sdk';
import { closestWord } from '../closest-word.ts';
import { capabilityMissing, notAFunction, unknownHook, unknownSlot, wrongVerb } from '../errors.ts';

export type Verb = 'on' | 'after' | 'filter' | 'collect' | 'decide' | 'guard';

export const kindOf: Readonly<Record<Verb, HookKind>> = {
  on: 'notice',
  after: 'notice',
  filter: 'filter',
  collect: 'collect',
  decide: 'decide',
  guard: 'guard',
};
const verbsOf: Readonly<Record<HookKind, string>> = { notice: 'on or rail.after', filter: 'filter', collect: 'collect', decide: 'decide', guard: 'guard' };

const families = new Set(Object.keys(coreHooks).map((hook) => hook.split(':')[0]));

export const declares = (manifest: Manifest, capability: Capability): boolean => (manifest.capabilities ?? []).some(({ name }) => name === capability);

/** Throws where a plugin taps what does not exist, with the wrong verb, or without having said so in its manifest. */
export function checkTap(manifest: Manifest, verb: Verb, hook: string, run: unknown): void {
  const traits = (coreHooks as Record<string, HookTraits>)[hook];
  if (typeof run !== 'function') throw notAFunction(manifest.id, `rail.${verb}('${hook}')`);
  if (!traits) {
    // Hooks of other plugins are not known beforehand: a tap waits for its owner. A core family has no such owner.
    if (!families.has(hook.split(':')[0]) && hook.includes(':')) return;
    throw unknownHook(manifest.id, hook, closestWord(hook, Object.keys(coreHooks)));
  }
  if (traits.kind !== kindOf[verb]) throw wrongVerb(manifest.id, hook, verb, verbsOf[traits.kind]);
  if (traits.capability && !declares(manifest, traits.capability)) throw capabilityMissing(manifest.id, traits.capability, `the hook "${hook}"`);
}

/** A slot may be a theme's or another plugin's own; one that looks like a misspelt slot of the core is refused. */
export function checkSlot(manifest: Manifest, slot: string, run: unknown): void {
  if (typeof run !== 'function') throw notAFunction(manifest.id, `rail.slot('${slot}')`);
  if ((coreSlots as readonly string[]).includes(slot)) return;
  const closest =
    closestWord(slot, coreSlots) ??
    closestWord(
      slot.replace(/@.*$/, ''),
      coreSlots.map((name) => name.replace(/@.*$/, '')),
    );
  if (closest !== undefined) throw unknownSlot(manifest.id, slot, coreSlots.find((name) => name.startsWith(closest)) ?? closest);
}
