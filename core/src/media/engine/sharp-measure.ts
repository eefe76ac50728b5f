import type { Measured, MetadataBlocks } from '../measured.ts';
import type { BlocksTask, MeasureTask } from './engine.ts';
import { metadataBlocks } from './metadata-blocks.ts';
import { assertWithin, decoding, openWithSharp } from './sharp-input.ts';
import { lookOf } from './sharp-look.ts';

/** Reads the header, then decodes the whole file into a small sample: what cannot be decoded is refused here, before anything is stored. */
export function measureWithSharp(task: MeasureTask): Promise<Measured> {
  return decoding(task, async () => {
    const picture = openWithSharp(task);
    const found = await picture.metadata();
    const { width, height } = found.autoOrient;
    const pages = found.pages ?? 1;
    assertWithin(task, { width, height, pages });
    const look = await lookOf(picture);
    return {
      width,
      height,
      orientation: found.orientation ?? 1,
      pages,
      hasAlpha: found.hasAlpha,
      format: task.mime.slice('image/'.length),
      mime: task.mime,
      ...look,
      blocks: await metadataBlocks(task.file, task.mime, found),
    };
  });
}

export function blocksWithSharp(task: BlocksTask): Promise<MetadataBlocks> {
  return decoding(task, async () => metadataBlocks(task.file, task.mime, await openWithSharp(task).metadata()));
}
