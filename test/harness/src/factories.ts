import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { accounts, gallery, type House, intake } from '@picturerail/core';
import type { Status } from '@picturerail/sdk';
import { type Painting, paintImage } from './paint-image.ts';

export type Access = Parameters<typeof gallery.setAlbumAccess>[3];

export interface AlbumOptions {
  /** Id; without it the album is a top one. */
  readonly parent?: number;
  /** Default: inherited. */
  readonly access?: Access;
}

export interface ImageOptions extends Painting {
  readonly fileName?: string;
  readonly title?: string;
  /** Bytes instead of a painting. */
  readonly bytes?: Uint8Array;
}

export interface UserOptions {
  readonly status?: Status;
  readonly password?: string;
}

let seeds = 1;

/** What tests put into a gallery, by the same use cases that the command and the pages use. */
export function factories(house: () => House) {
  const album = async (title: string, { parent, access }: AlbumOptions = {}): Promise<number> => {
    const g = house().gallery;
    const id = await gallery.createAlbum(g, gallery.system, { parentId: parent ?? null, title });
    if (access !== undefined) await gallery.setAlbumAccess(g, gallery.system, id, access);
    return id;
  };

  const image = async (albumId: number, options: ImageOptions = {}): Promise<number> => {
    seeds += 1;
    const fileName = options.fileName ?? `${options.title ?? `image ${seeds}`}.jpg`;
    const file = join(house().storage.tmpDir, randomUUID());
    await mkdir(house().storage.tmpDir, { recursive: true });
    await writeFile(file, options.bytes ?? (await paintImage({ seed: seeds, ...options })));
    const [taken] = await intake.takeIn(house().intake, gallery.system, [{ file, fileName, albumId, uploaderId: null }]);
    if (!taken || !('imageId' in taken)) throw new Error(`"${fileName}" was not taken in: ${JSON.stringify(taken)}`);
    if (options.title !== undefined) await gallery.updateImage(house().gallery, gallery.system, taken.imageId, { title: options.title });
    return taken.imageId;
  };

  const user = async (name: string, { status = 'user', password }: UserOptions = {}): Promise<number> => {
    const passwordHash = password === undefined ? null : await accounts.hashPassword(password);
    return gallery.createUser(house().gallery, gallery.system, { name, status, passwordHash });
  };

  const group = async (name: string, members: readonly number[] = []): Promise<number> => {
    const id = await gallery.createGroup(house().gallery, gallery.system, { name });
    for (const member of members) await gallery.joinGroup(house().gallery, gallery.system, id, member);
    return id;
  };

  return { album, image, user, group };
}
