/**
 * ThumbHash to pixels, after its public description (https://evanw.github.io/thumbhash/): an average colour and a few
 * cosines for each of luminance, yellow to blue, red to green, and alpha.
 */
export function thumbHashToPixels(hash, width, height) {
  const head = hash[0] | (hash[1] << 8) | (hash[2] << 16);
  const tail = hash[3] | (hash[4] << 8);
  const hasAlpha = head >> 23 === 1;
  const landscape = tail >> 15 === 1;
  const long = hasAlpha ? 5 : 7;
  const short = Math.max(3, tail & 7);
  let nibble = hasAlpha ? 12 : 10;

  const channel = (average, columns, rows, scale) => {
    const terms = [];
    for (let row = 0; row < rows; row++) {
      for (let column = row ? 0 : 1; column * rows < columns * (rows - row); column++, nibble++) {
        const bits = (hash[nibble >> 1] >> ((nibble & 1) * 4)) & 15;
        terms.push({ column, row, weight: (bits / 7.5 - 1) * scale });
      }
    }
    return { average, terms };
  };

  const light = channel((head & 63) / 63, landscape ? long : short, landscape ? short : long, ((head >> 18) & 31) / 31);
  const yellow = channel(((head >> 6) & 63) / 31.5 - 1, 3, 3, (((tail >> 3) & 63) / 63) * 1.25);
  const red = channel(((head >> 12) & 63) / 31.5 - 1, 3, 3, (((tail >> 9) & 63) / 63) * 1.25);
  const alpha = hasAlpha ? channel((hash[5] & 15) / 15, 5, 5, (hash[5] >> 4) / 15) : null;

  const across = cosines(width);
  const down = cosines(height);
  const at = ({ average, terms }, x, y) => {
    let value = average;
    for (const { column, row, weight } of terms) value += weight * across[column][x] * down[row][y] * 2;
    return value;
  };

  const pixels = new Uint8ClampedArray(width * height * 4);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i += 4) {
      const l = at(light, x, y);
      const p = at(yellow, x, y);
      const q = at(red, x, y);
      const blue = l - (2 / 3) * p;
      const r = (3 * l - blue + q) / 2;
      pixels[i] = r * 255;
      pixels[i + 1] = (r - q) * 255;
      pixels[i + 2] = blue * 255;
      pixels[i + 3] = alpha ? at(alpha, x, y) * 255 : 255;
    }
  }
  return pixels;
}

/** By frequency, then by place. */
const cosines = (size) =>
  Array.from({ length: 8 }, (_, frequency) => Float32Array.from({ length: size }, (_, place) => Math.cos((Math.PI / size) * (place + 0.5) * frequency)));
