import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Filled, fill } from './fill/fill.ts';
import { interleave } from './interleave.ts';
import { machine } from './machine.ts';
import { type Engine, type Options, readOptions, usage } from './options.ts';
import { makePlace } from './place.ts';
import { names, type Row, table } from './report.ts';
import { resultsPage } from './results-page.ts';
import { repository } from './rooms.ts';
import { startControl, startGallery } from './servers.ts';

const connections = 8;
const mysqlUrl = process.env.TEST_DATABASE_URL;

async function bench(options: Options): Promise<void> {
  const on = machine();
  console.log(`${on}\n`);
  const rows: Row[] = [];
  for (const engine of options.engines) for (const images of options.sizes) rows.push(await measureAlbumPage(engine, images, options));
  console.log(`\n${table(rows)}`);
  if (options.write) await writeFile(join(repository, 'test/bench/RESULTS.md'), resultsPage({ machine: on, options, rows }));
}

async function measureAlbumPage(engine: Engine, images: number, options: Options): Promise<Row> {
  const place = await makePlace(engine, mysqlUrl);
  try {
    const filled = await fill(place.environment, images);
    console.log(describe(engine, filled));
    const gallery = await startGallery(place.environment);
    const control = await startControl(place.environment, filled.albumPath);
    const rivals = [
      { name: 'gallery', load: { url: gallery.url + filled.albumPath, connections } },
      { name: 'control', load: { url: control.url, connections } },
    ];
    const measured = await interleave(rivals, options).finally(() => Promise.all([gallery.stop(), control.stop()]));
    const row = { engine, images, page: 'album', gallery: need(measured.get('gallery')), control: need(measured.get('control')) };
    console.log(
      `  ${control.statements} statements, ${Math.round(control.bytes / 1024)} KiB: ${row.gallery.perSecond.toFixed(0)} against ${row.control.perSecond.toFixed(0)} requests/s`,
    );
    return row;
  } finally {
    await place.remove();
  }
}

function describe(engine: Engine, { images, albums, placements, seconds }: Filled): string {
  const count = (value: number) => value.toLocaleString('en');
  return `${names[engine]}: ${count(images)} images in ${count(albums)} albums, ${count(placements)} placements, filled in ${seconds.toFixed(0)} s`;
}

function need<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('A rival was not measured.');
  return value;
}

const options = readOptions(process.argv.slice(2), mysqlUrl);
if (options) await bench(options);
else console.log(usage);
