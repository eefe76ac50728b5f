import { albumIsLiving, findAlbum } from '#gallery';
import { copiedBefore, inPlaceBefore, intoBefore } from '../errors.ts';
import type { Intake } from '../intake.ts';
import { importsOf } from './sources-store.ts';

interface Way {
  readonly path: Buffer;
  /** As people wrote it. */
  readonly folder: string;
  readonly inPlace: boolean;
  /** 0: none was named; null: the one that was named is not there. */
  readonly intoAlbumId: number | null;
}

/**
 * A folder is either copied or stays in place, and one that stays is imported into one place: otherwise an original would
 * be followed twice. Errors: `import-copied-before`, `import-in-place-before`, `import-into-before`.
 */
export async function refuseOtherWay(i: Intake, { path, folder, inPlace, intoAlbumId }: Way): Promise<void> {
  for (const before of await importsOf(i.database.read, path)) {
    if (inPlace && before.originalRootId === null) throw copiedBefore(folder);
    if (!inPlace && before.originalRootId !== null) throw inPlaceBefore(folder);
    if (!inPlace || before.intoAlbumId === intoAlbumId) continue;
    const album = before.intoAlbumId === 0 ? null : await findAlbum(i.gallery, before.intoAlbumId);
    if (before.intoAlbumId === 0 || (await albumIsLiving(i.gallery, before.intoAlbumId))) throw intoBefore(folder, album?.title ?? null);
  }
}
