import { coreHooks, coreSlots, type HookKind, type HookTraits, type Manifest } from '@picturerail/sdk';
import { requireCapability } from '../capabilities.ts';
import { closestWord } from '../closest-word.ts';
import { notAFunction, unknownHook, unknownSlot, wrongVerb } from '../errors.ts';

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

/** A plugin's call of a verb for a hook. */
export interface HookUse {
  /** Aborted when the plugin has gone. */
  readonly signal: AbortSignal;
  readonly plugin: string;
  readonly verb: Verb;
  readonly hook: string;
}

const familyOf = (hook: string) => hook.split(':')[0] ?? '';
const coreNames = Object.keys(coreHooks);
const families = new Set(coreNames.map(familyOf));

/** A name such as `images:anything`: only the core has hooks of that name. */
export const isOfCore = (hook: string): boolean => families.has(familyOf(hook));

export const wrongVerbFor = ({ plugin, verb, hook }: Omit<HookUse, 'signal'>, { kind }: HookTraits) => wrongVerb(plugin, hook, verb, verbsOf[kind]);

/**
 * Throws for the name of a hook that nobody can have meant. Hooks of other plugins are not known beforehand, a tap waits
 * for its owner; but a core family has no such owner, and `album:updated` is `albums:updated` misspelt.
 */
export function checkHookName(plugin: string, hook: string): void {
  const closest = closestWord(hook, coreNames);
  const misspelt = closest !== undefined && closestWord(familyOf(hook), families) !== undefined;
  if (!hook.includes(':') || isOfCore(hook) || misspelt) throw unknownHook(plugin, hook, closest);
}

export interface CheckedTap {
  readonly manifest: Manifest;
  readonly verb: Verb;
  readonly hook: string;
  readonly run: unknown;
}

/** Throws where a plugin taps what does not exist, with the wrong verb, or without having said so in its manifest. */
export function checkTap({ manifest, verb, hook, run }: CheckedTap, traits: HookTraits | undefined): void {
  if (typeof run !== 'function') throw notAFunction(manifest.id, `rail.${verb}('${hook}')`);
  if (!traits) {
    checkHookName(manifest.id, hook);
    return;
  }
  if (traits.kind !== kindOf[verb]) throw wrongVerbFor({ plugin: manifest.id, verb, hook }, traits);
  if (traits.capability) requireCapability(manifest, traits.capability, `the hook "${hook}"`);
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
