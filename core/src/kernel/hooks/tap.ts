import type { Order } from '@picturerail/sdk';

/** One function of one plugin on one hook or slot. */
export interface Tap {
  readonly plugin: string;
  /** For messages: `hook "images:list"`. */
  readonly where: string;
  readonly run: (...values: never[]) => unknown;
  /** Place of the plugin among those started. */
  readonly rank: number;
  readonly order: Order;
  /** True once taken back: it does nothing any more, in calls under way too. */
  gone: boolean;
}
