import sharp from 'sharp';
import type { Engine } from './engine.ts';
import { blocksWithSharp, measureWithSharp } from './sharp-measure.ts';
import { renderWithSharp } from './sharp-render.ts';

const loaders = ['Jpeg', 'Png', 'Nsgif', 'Webp', 'Tiff', 'Heif'].map((format) => `VipsForeignLoad${format}`);
/** Drawings are read from memory only: as marks that a webmaster stored, never as originals, which are files. */
const markLoader = 'VipsForeignLoadSvgBuffer';

/** The engine of choice: libvips, one thread for each process, nothing cached, no format but those that are sniffed. */
export function sharpEngine(): Engine {
  sharp.concurrency(1);
  sharp.cache(false);
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: [...loaders, markLoader] });
  return {
    name: 'sharp',
    operations: new Set(['composite', 'text', 'crop', 'rotate', 'flip', 'focal', 'sharpen', 'tint', 'metadata']),
    measure: measureWithSharp,
    blocks: blocksWithSharp,
    render: renderWithSharp,
  };
}
