import { backdrop, type Canvas, type Motif, n, palettes, svg } from './canvas.ts';

export const stripes: Motif = (canvas) => {
  const { width, height, random } = canvas;
  const palette = random.pick(palettes);
  const colors = [...palette.sky, ...palette.land, palette.light] as [string, ...string[]];
  const bands: string[] = [];
  for (let x = 0; x < width * 1.6; ) {
    const wide = width * random.between(0.015, 0.09);
    bands.push(`<rect x="${n(x - width * 0.3)}" y="${n(-height)}" width="${n(wide + 1)}" height="${n(height * 3)}" fill="${random.pick(colors)}"/>`);
    x += wide;
  }
  return svg(canvas, `<g transform="rotate(${n(random.between(-28, 28))} ${width / 2} ${height / 2})">${bands.join('')}</g>`);
};

export const circles: Motif = (canvas) => {
  const { width, height, random } = canvas;
  const palette = random.pick(palettes);
  const colors = [palette.light, ...palette.sky, ...palette.land] as [string, ...string[]];
  const rings = Array.from({ length: 7 }, () =>
    target(canvas, { x: random.next() * width, y: random.next() * height, radius: Math.min(width, height) * random.between(0.12, 0.42), colors }),
  );
  return svg(canvas, `<rect width="${width}" height="${height}" fill="${palette.sky[2]}"/>${rings.join('')}`);
};

function target({ random }: Canvas, { x, y, radius, colors }: { x: number; y: number; radius: number; colors: [string, ...string[]] }): string {
  return [1, 0.78, 0.54, 0.28]
    .map((part) => `<circle cx="${n(x)}" cy="${n(y)}" r="${n(radius * part)}" fill="${random.pick(colors)}" fill-opacity=".82"/>`)
    .join('');
}

export const bokeh: Motif = (canvas) => {
  const { width, height, random } = canvas;
  const lights = Array.from({ length: 70 }, () => {
    const color = random.pick(['#ffd27d', '#ff9a6b', '#f5f1d0', '#8fd3ff', '#ff6f91']);
    return `<circle cx="${n(random.next() * width)}" cy="${n(random.next() * height)}" r="${n(Math.min(width, height) * random.between(0.015, 0.075))}" fill="${color}" fill-opacity="${n(random.between(0.1, 0.5))}"/>`;
  });
  return svg(canvas, backdrop(canvas, ['#140f22', '#2a1f3d', '#0e1726']) + lights.join(''));
};

export const skyline: Motif = (canvas) => {
  const { width, height, random } = canvas;
  const palette = random.pick([palettes[0], palettes[3] ?? palettes[0]]);
  const blocks: string[] = [];
  for (let x = 0; x < width; ) {
    const wide = width * random.between(0.03, 0.08);
    blocks.push(tower(canvas, { x, wide, tall: height * random.between(0.2, 0.62), color: random.pick([palette.land[1], palette.land[2], palette.land[3]]) }));
    x += wide * 0.96;
  }
  return svg(canvas, backdrop(canvas, palette.sky) + blocks.join(''));
};

function tower({ height, random }: Canvas, { x, wide, tall, color }: { x: number; wide: number; tall: number; color: string }): string {
  const windows: string[] = [];
  const pane = wide / 7;
  for (let column = 0; column < 3; column += 1) {
    for (let down = height - tall + pane; down < height - pane; down += pane * 2.2) {
      if (random.next() < 0.42)
        windows.push(
          `<rect x="${n(x + pane * (1 + column * 2))}" y="${n(down)}" width="${n(pane)}" height="${n(pane * 1.2)}" fill="#ffdf91" fill-opacity="${n(random.between(0.4, 1))}"/>`,
        );
    }
  }
  return `<rect x="${n(x)}" y="${n(height - tall)}" width="${n(wide)}" height="${n(tall)}" fill="${color}"/>${windows.join('')}`;
}

export const contours: Motif = (canvas) => {
  const { width, height, random } = canvas;
  const palette = random.pick(palettes);
  const phase = random.between(0, 6);
  const lines = Array.from({ length: 44 }, (_, line) => {
    const base = (line / 42) * height * 1.1 - height * 0.05;
    const points = Array.from({ length: 61 }, (_unused, step) => {
      const along = step / 60;
      const lift = Math.sin(along * 6 + phase + line * 0.12) * Math.sin(line * 0.17 + along * 3.1) * height * 0.05;
      return `${n(along * width)},${n(base + lift)}`;
    });
    return `<polyline points="${points.join(' ')}"/>`;
  });
  return svg(
    canvas,
    `${backdrop(canvas, [palette.land[3], palette.land[2]])}<g fill="none" stroke="${palette.light}" stroke-width="${n(height / 520)}" stroke-opacity=".75">${lines.join('')}</g>`,
  );
};
