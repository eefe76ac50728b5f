import { isAsyncFunction } from 'node:util/types';
import type { HookKind, Order } from '@picturerail/sdk';

/** One function of one plugin on one hook or slot. Scopes make them. */
export interface Tap {
  readonly plugin: string;
  /** The scope it goes with: two versions of a plugin may live at once while one is swapped for the other. */
  readonly owner: string;
  /** For messages: `hook "images:list"`. */
  readonly where: string;
  readonly run: (...values: never[]) => unknown;
  /** Place of the plugin among those that run; another when plugins come and go. */
  readonly rank: number;
  readonly order: Order;
  /** Of hooks: what this tap answers; `any` (default): whatever the hook asks. */
  kind?: HookKind | 'any';
  /** True once its plugin is gone: it does nothing any more, in calls under way too. */
  readonly gone: boolean;
}

/** Told by how it is written: one that is no async function may still answer with a promise, which counts as its answer all the same. */
export const mayAwait = ({ run }: Tap): boolean => isAsyncFunction(run);
