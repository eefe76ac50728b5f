import type { HookKind, HookRegistry } from './hooks.ts';
import type { Capability } from './manifest.ts';
import type { SlotRegistry } from './slots.ts';

/** What the rail must know of a hook while it runs; its types stand in {@link HookRegistry}. */
export interface HookTraits {
  readonly kind: HookKind;
  /** After this long a plugin's answer no longer counts: a filter keeps the value, what protects refuses. */
  readonly deadlineMs: number;
  /** Property that tells items apart: a filter may neither drop, add nor reorder items, and this is how that is seen. */
  readonly identity?: string;
  /** What a manifest must declare before it may tap this hook. */
  readonly capability?: Capability;
}

/** The hooks of the core, as {@link HookRegistry} lists them. */
export const coreHooks = {
  'albums:created': { kind: 'notice', deadlineMs: 10_000 },
  'albums:updated': { kind: 'notice', deadlineMs: 10_000 },
  'albums:moved': { kind: 'notice', deadlineMs: 10_000 },
  'albums:deleted': { kind: 'notice', deadlineMs: 10_000 },
  'albums:list': { kind: 'filter', deadlineMs: 1_000, identity: 'id' },
  'albums:beforeDelete': { kind: 'decide', deadlineMs: 20 },
  'images:reading': { kind: 'filter', deadlineMs: 60_000, identity: 'fileName' },
  'images:imported': { kind: 'notice', deadlineMs: 10_000 },
  'images:updated': { kind: 'notice', deadlineMs: 10_000 },
  'images:deleted': { kind: 'notice', deadlineMs: 10_000 },
  'images:list': { kind: 'filter', deadlineMs: 1_000, identity: 'id' },
  'images:view': { kind: 'filter', deadlineMs: 1_000, identity: 'id' },
  'images:beforeDelete': { kind: 'decide', deadlineMs: 20 },
  'images:bulkActions': { kind: 'collect', deadlineMs: 1_000 },
  'images:filters': { kind: 'collect', deadlineMs: 1_000 },
  'images:columns': { kind: 'collect', deadlineMs: 1_000 },
  'media:steps': { kind: 'collect', deadlineMs: 1_000, capability: 'media-steps' },
  'media:serve': { kind: 'guard', deadlineMs: 1_000, capability: 'guards' },
  'users:created': { kind: 'notice', deadlineMs: 10_000 },
  'users:deleted': { kind: 'notice', deadlineMs: 10_000 },
  'menus:list': { kind: 'filter', deadlineMs: 1_000, identity: 'place' },
  'admin:menu': { kind: 'collect', deadlineMs: 1_000 },
} as const satisfies { readonly [N in keyof HookRegistry]: HookTraits & { readonly kind: HookRegistry[N]['kind'] } };

/** The slots of the core's pages, as {@link SlotRegistry} lists them; a theme offers all of them. */
export const coreSlots = [
  'page.head@1',
  'page.menu@1',
  'page.footer@1',
  'album.toolbar@1',
  'image.badges@1',
  'image.toolbar@1',
  'image.panel@1',
  'account.sections@1',
] as const satisfies readonly (keyof SlotRegistry)[];
