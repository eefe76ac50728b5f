import sharp from 'sharp';

const colours = [
  [255, 0, 255],
  [0, 200, 0],
] as const;
const edge = 8;

/** Two colours in four quarters: still there when a picture is shrunk, cut square or compressed. */
export async function paintPattern({ width = 400, height = 300 } = {}): Promise<Buffer> {
  const pixels = Buffer.alloc(width * height * 3);
  for (let index = 0; index < width * height; index += 1) {
    const phase = Number(index % width >= width / 2) ^ Number(Math.floor(index / width) >= height / 2);
    pixels.set(colours[phase] ?? [], index * 3);
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 90 })
    .toBuffer();
}

/** Whether a picture of any format and size is the pattern, turned or not. What is no picture is an error. */
export async function showsPattern(bytes: Uint8Array): Promise<boolean> {
  const pixels = await sharp(bytes).flatten().toColourspace('srgb').resize(edge, edge, { fit: 'fill' }).raw().toBuffer();
  const cells = Array.from({ length: edge * edge }, (_, index) => ({ x: index % edge, y: Math.floor(index / edge), at: index * 3 }));
  // Colours run into each other along the borders of the quarters.
  const inside = cells.filter(({ x, y }) => ![3, 4].includes(x) && ![3, 4].includes(y));
  const matching = (turned: number) =>
    inside.filter(({ x, y, at }) => {
      const wanted = colours[Number(x >= edge / 2) ^ Number(y >= edge / 2) ^ turned] ?? [];
      return wanted.every((value, channel) => Math.abs(value - (pixels[at + channel] ?? 0)) < 70);
    }).length;
  return Math.max(matching(0), matching(1)) > inside.length * 0.8;
}
