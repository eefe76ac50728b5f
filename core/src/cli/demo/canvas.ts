import type { Random } from './random.ts';

/** What a motif paints on: SVG, without text, so that no font is needed. */
export interface Canvas {
  readonly width: number;
  readonly height: number;
  readonly random: Random;
}

export type Motif = (canvas: Canvas) => string;

export interface Palette {
  readonly sky: readonly [string, string, string];
  readonly light: string;
  readonly land: readonly [string, string, string, string];
}

export const palettes: readonly [Palette, ...Palette[]] = [
  { sky: ['#1d2b53', '#b5577a', '#ffb56b'], light: '#fff1c9', land: ['#6d3b53', '#4b2b4a', '#2f1f3b', '#1a1428'] },
  { sky: ['#8ec5e8', '#cfe6f2', '#fdf3e1'], light: '#ffffff', land: ['#8fb39a', '#5f8f7c', '#3d6b5f', '#234641'] },
  { sky: ['#f6d7b0', '#f2b591', '#e58c74'], light: '#fff6e0', land: ['#d9a066', '#c17f4a', '#9c5f38', '#6f4129'] },
  { sky: ['#0b1026', '#1c2a52', '#3d4f7d'], light: '#f3f0dc', land: ['#24345c', '#192545', '#101a33', '#080d1c'] },
  { sky: ['#dfe7ea', '#c3d2d8', '#eef1ee'], light: '#ffffff', land: ['#a9bcc2', '#7f98a1', '#587179', '#334a52'] },
  { sky: ['#27474e', '#4f8a8b', '#f9d56e'], light: '#fff4c2', land: ['#557a46', '#3b5d38', '#26422c', '#142a1f'] },
];

export const n = (value: number): string => value.toFixed(1);

export const svg = ({ width, height }: Canvas, body: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${body}</svg>`;

/** A gradient from top to bottom over the whole canvas. */
export function backdrop({ width, height }: Canvas, colors: readonly string[], id = 'sky'): string {
  const stops = colors.map((color, index) => `<stop offset="${n((100 * index) / (colors.length - 1))}%" stop-color="${color}"/>`).join('');
  return `<defs><linearGradient id="${id}" x1="0" y1="0" x2="0" y2="1">${stops}</linearGradient></defs><rect width="${width}" height="${height}" fill="url(#${id})"/>`;
}

/** A glowing disc. */
export function orb({ width, height }: Canvas, { x, y, radius, color }: { x: number; y: number; radius: number; color: string }): string {
  const at = `cx="${n(x * width)}" cy="${n(y * height)}"`;
  const glow = `<defs><radialGradient id="glow"><stop offset="0" stop-color="${color}" stop-opacity=".75"/><stop offset="1" stop-color="${color}" stop-opacity="0"/></radialGradient></defs>`;
  return `${glow}<circle ${at} r="${n(radius * 3.4)}" fill="url(#glow)"/><circle ${at} r="${n(radius)}" fill="${color}"/>`;
}

/** The outline of hills: a sum of sines, filled down to the lower edge. */
export function ridge(
  { width, height, random }: Canvas,
  { base, swing, color, opacity = 1 }: { base: number; swing: number; color: string; opacity?: number },
): string {
  const waves = [1, 2.3, 5.1].map((speed, index) => ({
    speed: speed * random.between(0.7, 1.4),
    phase: random.between(0, 7),
    size: swing / (index * 1.9 + 1),
  }));
  const points: string[] = [];
  for (let step = 0; step <= 60; step += 1) {
    const along = (step / 60) * Math.PI * 2;
    const lift = waves.reduce((sum, wave) => sum + Math.sin(along * wave.speed + wave.phase) * wave.size, 0);
    points.push(`${n((step / 60) * width)},${n((base + lift) * height)}`);
  }
  return `<polygon points="0,${height} ${points.join(' ')} ${width},${height}" fill="${color}" fill-opacity="${opacity}"/>`;
}
