import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { gallery, type House } from '@picturerail/core';
import type { Chance } from '../bench/fill/chance.ts';
import { putPicture } from '../pictures.ts';

/** Something that processes are killed over. */
export interface Deed {
  readonly story: string;
  /** Words of the command, or a verb of `act.mjs` with its arguments. */
  readonly command: readonly string[] | { readonly verb: string; readonly words: readonly unknown[] };
  /** An album that no visitor sees once this is done. */
  readonly hides?: number;
}

type Access = Parameters<typeof gallery.setAlbumAccess>[3];

const accesses: readonly { readonly name: string; readonly choice: Access; readonly hides: boolean }[] = [
  { name: 'let everyone see', choice: { entries: [{ principal: 'everyone', rights: ['view'] }] }, hides: false },
  { name: 'let members see', choice: { entries: [{ principal: 'signed-in', rights: ['view'] }] }, hides: true },
  { name: 'let nobody see', choice: { entries: [] }, hides: true },
  { name: 'let those above see', choice: 'inherit', hides: false },
];

interface Wing {
  readonly id: number;
  readonly title: string;
  readonly parentId: number | null;
}

/** Something done to one of the albums, as they stand now; null where none of them is left. */
export async function deedOn(
  { gallery: g }: House,
  ids: readonly number[],
  { dice, number }: { readonly dice: Chance; readonly number: number },
): Promise<Deed | null> {
  const albums = (await Promise.all(ids.map((id) => gallery.findAlbum(g, id)))).filter((album) => album !== null);
  const living = albums.filter(({ inTrash }) => !inTrash);
  const trashed = (await gallery.listTrash(g)).filter(({ id }) => ids.includes(id));
  if (trashed.length > 0 && dice.of(0.4)) return ofTrashed(dice.pick(trashed), dice);
  return living.length === 0 ? null : ofLiving(dice.pick(living), living, { dice, number });
}

const acting = (verb: string, story: string, ...words: readonly unknown[]): Deed => ({ story, command: { verb, words } });

const ofTrashed = ({ id }: Wing, dice: Chance): Deed => (dice.of(0.5) ? acting('restore', `restore ${id}`, id) : acting('purge', `purge ${id}`, id));

/** An album put into the trash, and then its purge; null where none is left. */
export async function trashAndPurge({ gallery: g }: House, ids: readonly number[]): Promise<readonly [trash: Deed, purge: Deed] | null> {
  for (const id of ids) {
    const album = await gallery.findAlbum(g, id);
    if (album !== null && !album.inTrash) return [acting('trash', `trash ${id}`, id), acting('purge', `purge ${id}`, id)];
  }
  return null;
}

function ofLiving({ id, parentId }: Wing, living: readonly Wing[], { dice, number }: { readonly dice: Chance; readonly number: number }): Deed {
  const others = living.filter((other) => !isBelow(other, id, living));
  const { name, choice, hides } = dice.pick(accesses);
  const deeds = [
    acting('rename', `rename ${id}`, id, `Wing ${id} named ${number}`),
    { ...acting('access', `${name} ${id}`, id, choice), ...(hides && { hides: id }) },
    { ...acting('trash', `trash ${id}`, id), hides: id },
  ];
  if (parentId !== null || others.length > 0) deeds.push(acting('move', `move ${id}`, id, parentId === null ? dice.pick(others).id : null));
  return dice.pick(deeds);
}

function isBelow(album: Wing, id: number, all: readonly Wing[]): boolean {
  for (let at: Wing | undefined = album; at; at = all.find((one) => one.id === at?.parentId)) if (at.id === id) return true;
  return false;
}

export const picturesOfARoll = 18;

/** A folder of new pictures to be taken in, every other one in place. */
export async function importOf(folder: string, number: number): Promise<Deed> {
  const source = path.join(folder, `Roll ${number}`);
  await mkdir(source, { recursive: true });
  for (let index = 0; index < picturesOfARoll; index += 1) {
    await putPicture(path.join(source, `Part ${index % 3}`, `roll-${number}-${index}.jpg`), number * 1_000 + index);
  }
  const inPlace = number % 2 === 0;
  return {
    story: `import roll ${number}${inPlace ? ' in place' : ''}`,
    command: ['import', source, '--into', `Roll ${number}`, ...(inPlace ? ['--in-place'] : [])],
  };
}
