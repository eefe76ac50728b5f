import { rgbaToThumbHash } from 'thumbhash';
import type { Measured, MetadataBlocks } from '../measured.ts';
import { dominantColor } from './dominant-color.ts';
import type { BlocksTask, MeasureTask } from './engine.ts';
import { metadataBlocks } from './metadata-blocks.ts';
import { assertWithin, decoding, openWithSharp } from './sharp-input.ts';

/** ThumbHash takes at most this many pixels a side. */
const sampleEdge = 100;

/** Reads the header, then decodes the whole file into a small sample: what cannot be decoded is refused here, before anything is stored. */
export function measureWithSharp(task: MeasureTask): Promise<Measured> {
  return decoding(task, async () => {
    const picture = openWithSharp(task);
    const found = await picture.metadata();
    const { width, height } = found.autoOrient;
    const pages = found.pages ?? 1;
    assertWithin(task, { width, height, pages });
    const { data, info } = await picture
      .resize(sampleEdge, sampleEdge, { fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .ensureAlpha()
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return {
      width,
      height,
      orientation: found.orientation ?? 1,
      pages,
      hasAlpha: found.hasAlpha,
      format: task.mime.slice('image/'.length),
      mime: task.mime,
      color: dominantColor(data),
      thumbHash: Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString('base64'),
      blocks: await metadataBlocks(task.file, task.mime, found),
    };
  });
}

export function blocksWithSharp(task: BlocksTask): Promise<MetadataBlocks> {
  return decoding(task, async () => metadataBlocks(task.file, task.mime, await openWithSharp(task).metadata()));
}
