interface Family {
  weight: number;
  count: number;
  red: number;
  green: number;
  blue: number;
}

/**
 * The mean of the weightiest colour family of RGBA pixels, `#rrggbb`. Families are cubes of 32 steps a side; colourful
 * pixels weigh more, or nearly every photograph would be the black of its shadows; a transparent pixel counts as the
 * white it is shown on.
 */
export function dominantColor(rgba: Uint8Array): string {
  const families = new Map<number, Family>();
  let largest: Family = { weight: 0, count: 1, red: 255, green: 255, blue: 255 };
  for (let at = 0; at + 3 < rgba.length; at += 4) {
    const [red, green, blue] = [0, 1, 2].map((channel) => onWhite(rgba[at + channel] ?? 0, rgba[at + 3] ?? 255)) as [number, number, number];
    const key = ((red >> 5) << 6) | ((green >> 5) << 3) | (blue >> 5);
    const family = families.get(key) ?? { weight: 0, count: 0, red: 0, green: 0, blue: 0 };
    families.set(key, family);
    family.count += 1;
    family.weight += greyWeight + Math.max(red, green, blue) - Math.min(red, green, blue);
    family.red += red;
    family.green += green;
    family.blue += blue;
    if (family.weight > largest.weight) largest = family;
  }
  return `#${[largest.red, largest.green, largest.blue]
    .map((sum) =>
      Math.round(sum / largest.count)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}

/** Of a pixel without colour; the strongest colour weighs 255 more. */
const greyWeight = 24;

const onWhite = (value: number, alpha: number) => Math.round((value * alpha + 255 * (255 - alpha)) / 255);
