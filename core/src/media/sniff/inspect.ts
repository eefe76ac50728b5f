import { open } from 'node:fs/promises';
import { fileEmpty, fileTooLarge, refusalOf, tooManyPixels } from '../errors.ts';
import type { MediaLimits } from '../limits.ts';
import { decodingNeed } from './decoding-need.ts';
import { headerSize, readAt } from './header-size.ts';
import { sniff, sniffBytes } from './sniff.ts';
import type { Sniffed } from './sniffed.ts';

export interface Inspected extends Sniffed {
  /** Megabytes that decoding it may take. */
  readonly needMb: number;
}

/** Everything that can be refused without decoding: by type, by bytes, by the pixels its header claims. */
export async function inspect(file: string, limits: MediaLimits): Promise<Inspected> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    if (size === 0) throw fileEmpty();
    const sniffed = sniff(await readAt(handle, 0, sniffBytes));
    const refusal = refusalOf(sniffed);
    if (sniffed === null || refusal !== null) throw refusal;
    if (size > limits.bytes) throw fileTooLarge(size, limits.bytes);
    const claimed = await headerSize(handle, sniffed.mime);
    if (claimed !== null && claimed.width * claimed.height > limits.pixels) throw tooManyPixels(claimed.width, claimed.height, limits.pixels);
    return { ...sniffed, needMb: decodingNeed(sniffed.mime, claimed) };
  } finally {
    await handle.close();
  }
}
