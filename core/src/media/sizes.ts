import type { Size } from '@picturerail/sdk';

/** A derivative of an image, in exact pixels. */
export interface FittedSize {
  readonly name: string;
  readonly fit: Size['fit'];
  readonly width: number;
  readonly height: number;
}

/**
 * The sizes an image has. Nothing is enlarged: those whose edge is below the image's longer edge, and the smallest of
 * the others, which then shows the image in its own size. The square is never larger than the shorter edge.
 */
export function sizesFor(width: number, height: number, sizes: readonly Size[]): readonly FittedSize[] {
  const known = knownOf(sizes);
  const place = `${width}x${height}`;
  const fitted = known.get(place) ?? fitAll(width, height, sizes);
  if (known.size >= knownAtMost) known.clear();
  known.set(place, fitted);
  return fitted;
}

/** Cameras make pictures of few shapes: what fits one picture of a page mostly fits the others. */
const knownBySizes = new WeakMap<readonly Size[], Map<string, readonly FittedSize[]>>();
const knownAtMost = 500;

function knownOf(sizes: readonly Size[]): Map<string, readonly FittedSize[]> {
  const known = knownBySizes.get(sizes) ?? new Map<string, readonly FittedSize[]>();
  knownBySizes.set(sizes, known);
  return known;
}

function fitAll(width: number, height: number, sizes: readonly Size[]): FittedSize[] {
  const longer = Math.max(width, height);
  const inside = sizes.filter(({ fit }) => fit === 'inside').sort((a, b) => a.edge - b.edge);
  const covering = inside.findIndex(({ edge }) => edge >= longer);
  const offered = covering === -1 ? inside : inside.slice(0, covering + 1);
  const squares = sizes.filter(({ fit }) => fit === 'square');
  return [...squares, ...offered].map((size) => fitSize(width, height, size));
}

function fitSize(width: number, height: number, { name, edge, fit }: Size): FittedSize {
  if (fit === 'square') {
    const side = Math.min(edge, width, height);
    return { name, fit, width: side, height: side };
  }
  const scale = Math.min(1, edge / Math.max(width, height));
  return { name, fit, width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
