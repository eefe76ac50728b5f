import { type GalleryError, isGalleryError } from '@picturerail/sdk';
import { errorText } from '#i18n';
import { type Exchange, whoOf } from '../exchange.ts';
import type { Room } from '../room.ts';

/** What was asked for and not done, for the page on which it was asked. */
export interface Refused {
  readonly sentence: string;
  /** True where that is no bad news: there is nothing newer. */
  readonly isFine: boolean;
  /** Plugins that need the one that was to go. */
  readonly dependents: readonly string[];
  /** The fields of the form, to send it again. */
  readonly fields: { readonly [name: string]: string };
}

/** A refusal or outage in the reader's language, with the status of the answer; a fault is thrown on. */
export function refusedBy({ house }: Room, ctx: Exchange, error: unknown): Refused {
  if (!isGalleryError(error) || error.status === 500) throw error;
  const isFine = error.code === 'plugin-already-current';
  ctx.status = isFine ? 200 : error.status;
  return {
    sentence: errorText(house.texts, whoOf(ctx).viewer.language, error),
    isFine,
    dependents: dependentsIn(error),
    fields: Object.fromEntries([...(ctx.state.form ?? [])].filter(([name]) => name !== '_csrf')),
  };
}

const dependentsIn = ({ data }: GalleryError): readonly string[] => (Array.isArray(data.dependents) ? data.dependents.map(String) : []);
