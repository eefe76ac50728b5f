import type { Right } from '@picturerail/sdk';
import { closeRights } from './rights.ts';

/** Sets of rights that people ask for by a word. */
export type GrantPreset = 'viewer' | 'downloader' | 'contributor' | 'editor' | 'owner';

/** From little to much. Each holds the one before, but for the owner, whose one right implies all. */
export const grantPresets: Readonly<Record<GrantPreset, readonly Right[]>> = {
  viewer: ['view'],
  downloader: ['download'],
  contributor: ['download', 'upload', 'edit-own', 'delete-own'],
  editor: ['download', 'upload', 'edit', 'delete'],
  owner: ['manage'],
};

/** The preset that these rights are; null for a choice of its own. */
export function presetOf(rights: readonly Right[]): GrantPreset | null {
  const closed = closeRights(rights).join();
  const found = Object.entries(grantPresets).find(([, preset]) => closeRights(preset).join() === closed);
  return (found?.[0] as GrantPreset | undefined) ?? null;
}
