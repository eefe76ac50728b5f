import { getPriority, setPriority } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';

/** Files to make sizes of, the largest size first. */
export interface Rendering {
  readonly files: readonly string[];
  readonly sizes: readonly { readonly name: string; readonly width: number; readonly height: number; readonly square: boolean }[];
  readonly quality: number;
  readonly target: string;
  /** Files at once. */
  readonly lanes: number;
}

/** As urgent as the gallery's decode processes. */
setPriority(Math.min(19, getPriority() + 5));
sharp.concurrency(1);
sharp.cache(false);

process.on('message', async (rendering: Rendering) => {
  const begun = performance.now();
  let next = 0;
  const lane = async () => {
    for (let at = next++; at < rendering.files.length; at = next++) await render(rendering, at);
  };
  await Promise.all(Array.from({ length: rendering.lanes }, lane));
  process.send?.((performance.now() - begun) / 1000);
});

/** The same outputs by the same pipeline: one size from file to file, several from one decode, each from the next larger one. */
async function render({ files, sizes, quality, target }: Rendering, at: number): Promise<void> {
  const [first] = sizes;
  if (first === undefined) return;
  const jpeg = { quality, optimiseCoding: false };
  const to = (name: string) => join(target, `${at}-${name}.jpg`);
  const decoded = sharp(files[at], { failOn: 'error', sequentialRead: true }).autoOrient().flatten({ background: '#ffffff' });
  if (sizes.length === 1) {
    await decoded.resize(first.width, first.height, { fit: 'fill' }).jpeg(jpeg).toFile(to(first.name));
    return;
  }
  let frame = await decoded.resize(first.width, first.height, { fit: 'fill' }).toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  for (const { name, width, height, square } of sizes) {
    const open = () => sharp(frame.data, { raw: frame.info });
    if (square) {
      await open().resize(width, height, { fit: 'cover' }).jpeg(jpeg).toFile(to(name));
      continue;
    }
    if (frame.info.width !== width) frame = await open().resize(width, height, { fit: 'fill' }).raw().toBuffer({ resolveWithObject: true });
    await open().jpeg(jpeg).toFile(to(name));
  }
}
