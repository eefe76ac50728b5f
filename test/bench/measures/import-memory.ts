import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { markdownTable } from '../markdown-table.ts';
import type { Measure } from '../measure.ts';
import { type Peak, peakDuring } from '../memory-of.ts';
import { photoFolder } from '../photo-folder.ts';
import { startGallery } from '../servers.ts';
import { startImport } from '../start-import.ts';

const aimMb = 500;
/** Derivatives go on being made after the import. */
const afterMs = 5_000;

/** Memory of the server and an import together, what they share counted once. */
export const importMemory: Measure = {
  name: 'import-memory',
  title: 'Memory of an import beside a server',
  measure: async (bench) => {
    const real = process.env.TEST_PHOTOS;
    if (!real) bench.say('TEST_PHOTOS is not set: painted photographs are imported, and none of the hard ones.');
    const photos = await photoFolder(bench, 60);
    const place = await bench.empty('sqlite');
    try {
      const folders = real ? ['library', 'broken', 'odd-metadata'].map((name) => [name, join(real, name)] as const) : [];
      const peaks = await peaksOf(place.environment, [...folders, ['12 megapixels', photos.folder]]);
      const row = ([name, { bytes, processes }]: readonly [string, Peak]) => [
        name,
        megabytes(bytes),
        processes.map((one) => `${one.name} ${megabytes(one.bytes)}`).join(', '),
      ];
      return {
        text: `The most that all processes of a server and an import held together (PSS, looked at ten times a second), while the server made derivatives of what came in.\n\n${markdownTable(['folder', 'MiB', 'of which'], peaks.map(row), { left: 1 })}`,
        aims: peaks.map(([name, { bytes }]) => ({ what: name, aim: `under ${aimMb} MiB`, found: `${megabytes(bytes)} MiB`, holds: bytes < aimMb * 2 ** 20 })),
      };
    } finally {
      await place.remove();
      await photos.remove();
    }
  },
};

async function peaksOf(environment: Parameters<typeof startImport>[0], folders: readonly (readonly [string, string])[]): Promise<[string, Peak][]> {
  const gallery = await startGallery(environment);
  const peaks: [string, Peak][] = [];
  try {
    for (const [name, folder] of folders) {
      const { pid, over } = startImport(environment, folder, ['--access', 'public']);
      peaks.push([
        name,
        await peakDuring(
          [gallery.pid, pid],
          over.then(() => delay(afterMs)),
        ),
      ]);
    }
  } finally {
    await gallery.stop();
  }
  return peaks;
}

const megabytes = (bytes: number) => (bytes / 2 ** 20).toFixed(0);
