import { backdrop, type Motif, n, orb, palettes, ridge, svg } from './canvas.ts';

const layers = [0, 1, 2, 3] as const;

export const dunes: Motif = (canvas) => {
  const palette = palettes[2] ?? palettes[0];
  const sun = orb(canvas, { x: canvas.random.between(0.2, 0.8), y: 0.24, radius: canvas.height * 0.06, color: palette.light });
  const sand = layers.map((layer) => ridge(canvas, { base: 0.5 + layer * 0.13, swing: 0.07, color: palette.land[layer] })).join('');
  return svg(canvas, backdrop(canvas, palette.sky) + sun + sand);
};

export const mountains: Motif = (canvas) => {
  const palette = canvas.random.pick(palettes);
  const sun = orb(canvas, { x: canvas.random.between(0.15, 0.85), y: canvas.random.between(0.15, 0.35), radius: canvas.height * 0.045, color: palette.light });
  const ranges = layers
    .map((layer) => ridge(canvas, { base: 0.44 + layer * 0.14, swing: 0.11 - layer * 0.015, color: palette.land[layer], opacity: 0.94 }))
    .join('');
  return svg(canvas, backdrop(canvas, palette.sky) + sun + ranges);
};

export const moonOverWater: Motif = (canvas) => {
  const { width, height, random } = canvas;
  const palette = palettes[3] ?? palettes[0];
  const x = random.between(0.25, 0.75);
  const stars = Array.from({ length: 90 }, () => star(random.next() * width, random.next() * height * 0.55, random.between(0.6, 2.2))).join('');
  const water = `<rect y="${n(height * 0.62)}" width="${width}" height="${n(height * 0.38)}" fill="${palette.land[2]}"/>`;
  const glints = Array.from({ length: 46 }, (_, index) => {
    const down = 0.63 + (index / 46) * 0.35;
    const long = width * random.between(0.01, 0.03 + (down - 0.6) * 0.28);
    return `<rect x="${n(x * width - long / 2 + random.between(-8, 8))}" y="${n(down * height)}" width="${n(long)}" height="${n(height * 0.004)}" rx="2" fill="${palette.light}" fill-opacity="${n(random.between(0.2, 0.8))}"/>`;
  }).join('');
  return svg(canvas, backdrop(canvas, palette.sky) + stars + orb(canvas, { x, y: 0.28, radius: height * 0.07, color: palette.light }) + water + glints);
};

const star = (x: number, y: number, radius: number) => `<circle cx="${n(x)}" cy="${n(y)}" r="${n(radius)}" fill="#fff" fill-opacity=".8"/>`;

export const forest: Motif = (canvas) => {
  const { width, height, random } = canvas;
  const palette = random.pick([palettes[1] ?? palettes[0], palettes[4] ?? palettes[0], palettes[5] ?? palettes[0]]);
  const rows = layers.map((layer) => {
    const foot = height * (0.62 + layer * 0.14);
    const trees = Array.from({ length: 26 - layer * 4 }, () =>
      fir({ x: random.next() * width, foot, tall: height * random.between(0.14, 0.2) * (1 + layer * 0.55) }),
    );
    return `<g fill="${palette.land[layer]}"><rect y="${n(foot)}" width="${width}" height="${n(height)}"/>${trees.join('')}</g>`;
  });
  return svg(canvas, backdrop(canvas, palette.sky) + rows.join(''));
};

const fir = ({ x, foot, tall }: { x: number; foot: number; tall: number }) => {
  const tier = (up: number, wide: number) =>
    `<polygon points="${n(x - wide)},${n(foot - up)} ${n(x)},${n(foot - up - tall * 0.5)} ${n(x + wide)},${n(foot - up)}"/>`;
  return tier(0, tall * 0.24) + tier(tall * 0.25, tall * 0.18) + tier(tall * 0.5, tall * 0.12);
};

export const meadow: Motif = (canvas) => {
  const { width, height, random } = canvas;
  const palette = palettes[1] ?? palettes[0];
  const hills = ridge(canvas, { base: 0.46, swing: 0.05, color: palette.land[0] }) + ridge(canvas, { base: 0.56, swing: 0.03, color: palette.land[1] });
  const flowers = Array.from({ length: 420 }, () => {
    const near = random.next() ** 1.6;
    const color = random.pick(['#e4572e', '#f2a541', '#f3e9dc', '#d7263d', '#c9a0dc']);
    return `<circle cx="${n(random.next() * width)}" cy="${n(height * (0.6 + near * 0.4))}" r="${n(1.5 + near * width * 0.008)}" fill="${color}" fill-opacity=".92"/>`;
  });
  return svg(canvas, backdrop(canvas, palette.sky) + hills + flowers.join(''));
};

export const sea: Motif = (canvas) => {
  const { width, height, random } = canvas;
  const palette = random.pick([palettes[0], palettes[5] ?? palettes[0]]);
  const horizon = random.between(0.5, 0.64);
  const sun = orb(canvas, { x: random.between(0.2, 0.8), y: horizon - 0.07, radius: height * 0.08, color: palette.light });
  const waves = Array.from({ length: 18 }, (_, index) => {
    const down = horizon + (1 - horizon) * (index / 18) ** 1.3;
    return ridge(canvas, { base: down, swing: 0.002 + 0.009 * (index / 18), color: palette.sky[0], opacity: 0.09 + 0.012 * index });
  });
  return svg(
    canvas,
    `${backdrop(canvas, palette.sky) + sun}<rect y="${n(horizon * height)}" width="${width}" height="${n(height)}" fill="${palette.sky[1]}"/>${waves.join('')}`,
  );
};
