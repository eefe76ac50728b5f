import { join } from 'node:path';
import type { Package } from '#kernel';
import { type Exchange, whoOf } from '../../exchange.ts';
import type { Room } from '../../room.ts';

/** A text of a manifest, in the reader's language. */
export type Label = (text: string) => string;

/**
 * Looks `%key%` up in the package's own folder, since one that does not run has no texts in force. A package whose texts
 * cannot be read is called by its id.
 */
export function packageLabels({ house }: Room, ctx: Exchange, { id, dir, manifest }: Pick<Package, 'id' | 'dir' | 'manifest'>): Label {
  const { language } = whoOf(ctx).viewer;
  let find: (key: string) => string;
  try {
    const own = house.texts.read(id, join(dir, manifest.locales ?? './locales'));
    find = (key) => own.t(language, key);
  } catch {
    find = () => id;
  }
  return (text) => {
    const key = /^%(.+)%$/.exec(text)?.[1];
    return key === undefined ? text : find(key);
  };
}
