import { isGalleryError } from '@picturerail/sdk';
import type { FileState, Looked } from '#media';
import { withPlainPath } from '#storage';
import type { NotTaken } from '../../arrival.ts';
import { whyUnreadable } from '../../errors.ts';
import { turnedAway } from '../../open-arrival.ts';
import { storeFailed } from '../../outage.ts';
import { type PictureFacts, unknownColor } from '../../picture-facts.ts';
import type { FoundFile } from '../found-file.ts';
import type { ImportRun } from '../import-run.ts';
import { onlyTouched } from '../only-touched.ts';
import { textOf } from '../source-name.ts';

/** What is known of a picture that stays where it lies: from its header, the rest follows by a job. */
export interface Facts extends FileState, PictureFacts {}

export interface InPlaceFile {
  readonly found: FoundFile;
  /** `touched`: its time is another one, its content is not. */
  readonly looked: Facts | NotTaken | 'touched';
}

export async function prepareInPlace(run: ImportRun, found: FoundFile): Promise<InPlaceFile> {
  if (await onlyTouched(found)) return { found, looked: 'touched' };
  const looked = await run.i.media.header(found.file);
  return { found, looked: await factsOf(run, found, looked) };
}

function factsOf(run: ImportRun, found: FoundFile, looked: Looked): Facts | NotTaken | Promise<Facts | NotTaken> {
  switch (looked.outcome) {
    case 'picture': {
      const { sniffed, width, height, blocks } = looked;
      return { ...stateOf(looked), mime: sniffed.mime, width, height, blocks, color: unknownColor, thumbHash: null };
    }
    case 'decode':
      return measured(run, found, looked);
    case 'other':
      return turnedAway(looked.sniffed, textOf(found.name));
    case 'refused':
      return looked;
    case 'unreadable':
      return { outcome: 'failed', code: 'intake-unreadable', reason: whyUnreadable({ code: looked.errno, message: looked.reason }) };
  }
}

async function measured({ i }: ImportRun, found: FoundFile, looked: FileState): Promise<Facts | NotTaken> {
  try {
    const { mime, width, height, color, thumbHash, blocks } = await withPlainPath(i.storage.tmpDir, found.file, (file) => i.media.measure(file));
    return { ...stateOf(looked), mime, width, height, color, thumbHash, blocks };
  } catch (error) {
    if (isGalleryError(error) && error.status < 500) return { outcome: 'refused', code: error.code, reason: error.message };
    return storeFailed(i, found.path, error);
  }
}

const stateOf = ({ bytes, mtimeMs, headHash }: FileState): FileState => ({ bytes, mtimeMs, headHash });

export const weightInPlace = ({ looked }: InPlaceFile): number => {
  if (typeof looked === 'string' || 'outcome' in looked) return 0;
  const { exif, iptc, xmp } = looked.blocks;
  return (exif?.length ?? 0) + (iptc?.length ?? 0) + (xmp?.length ?? 0);
};
