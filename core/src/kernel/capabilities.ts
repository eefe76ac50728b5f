import type { Capability, Manifest } from '@picturerail/sdk';
import { capabilityMissing } from './errors.ts';

export const declares = (manifest: Manifest, capability: Capability): boolean => (manifest.capabilities ?? []).some(({ name }) => name === capability);

/** Throws, with the line to add, where a plugin uses `what` without having declared it. */
export function requireCapability(manifest: Manifest, capability: Capability, what: string): void {
  if (!declares(manifest, capability)) throw capabilityMissing(manifest.id, capability, what);
}
