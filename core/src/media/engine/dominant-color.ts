/**
 * The mean of the most frequent colour family of RGBA pixels, `#rrggbb`: families are cubes of 32 steps a side, and a
 * transparent pixel counts as the white it is shown on.
 */
export function dominantColor(rgba: Uint8Array): string {
  const families = new Map<number, { count: number; red: number; green: number; blue: number }>();
  let largest = { count: 0, red: 255, green: 255, blue: 255 };
  for (let at = 0; at + 3 < rgba.length; at += 4) {
    const [red, green, blue] = [0, 1, 2].map((channel) => onWhite(rgba[at + channel] ?? 0, rgba[at + 3] ?? 255)) as [number, number, number];
    const key = ((red >> 5) << 6) | ((green >> 5) << 3) | (blue >> 5);
    const family = families.get(key) ?? { count: 0, red: 0, green: 0, blue: 0 };
    families.set(key, family);
    family.count += 1;
    family.red += red;
    family.green += green;
    family.blue += blue;
    if (family.count > largest.count) largest = family;
  }
  const count = Math.max(1, largest.count);
  return `#${[largest.red, largest.green, largest.blue]
    .map((sum) =>
      Math.round(sum / count)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}

const onWhite = (value: number, alpha: number) => Math.round((value * alpha + 255 * (255 - alpha)) / 255);
