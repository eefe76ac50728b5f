import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { Bench } from '../bench.ts';
import { addWebmaster } from '../in-house.ts';
import { interleave, type Measured, type Rival } from '../interleave.ts';
import { type Loader, startLoader } from '../load.ts';
import { markdownTable } from '../markdown-table.ts';
import type { Aim, Measure } from '../measure.ts';
import { type Nginx, startNginx } from '../nginx.ts';
import { type Engine, engineNames } from '../options.ts';
import { photoFolder } from '../photo-folder.ts';
import type { PlaceEnvironment } from '../place.ts';
import { type GalleryServer, startGallery } from '../servers.ts';
import { startImport } from '../start-import.ts';
import { cpuSeconds } from '../used.ts';
import { withSetting } from '../with-setting.ts';

const connections = 8;
/** Behind nginx: fewer leave the gallery waiting for those that carry the bytes. */
const connectionsBehind = 32;

/** Bytes of derivatives: against a file server that looks up one row, and with a web server in front that sends them. */
export const media: Measure = {
  name: 'media',
  title: 'Bytes',
  measure: async (bench) => {
    const loader = startLoader();
    const photos = await photoFolder(bench, 3);
    try {
      const found: Compared[] = [];
      for (const engine of bench.engines) found.push(...(await onEngine(bench, loader, { engine, folder: photos.folder })));
      return section(found);
    } finally {
      loader.end();
      await photos.remove();
    }
  },
};

interface Compared {
  readonly engine: Engine;
  readonly what: string;
  readonly least: number;
  readonly ours: Measured;
  readonly theirs: Measured;
  /** The gallery's own answer, with no web server in front. */
  readonly direct?: Measured;
}

async function onEngine(bench: Bench, loader: Loader, { engine, folder }: { readonly engine: Engine; readonly folder: string }): Promise<Compared[]> {
  const place = await bench.empty(engine);
  try {
    await addWebmaster(place.environment);
    await startImport(place.environment, folder, ['--access', 'public']).over;
    const gallery = await startGallery(place.environment);
    try {
      const path = `${await derivativeOf(gallery)}`;
      const direct = await againstControl(bench, loader, { environment: place.environment, gallery, path });
      const handed = await withSetting(place.environment, { accelRedirect: true }, () =>
        behindNginx(bench, loader, { environment: place.environment, gallery, path }),
      );
      return [...direct, ...handed].map((one) => ({ ...one, engine }));
    } finally {
      await gallery.stop();
    }
  } finally {
    await place.remove();
  }
}

interface Asked {
  readonly environment: PlaceEnvironment;
  readonly gallery: GalleryServer;
  /** Of the derivative. */
  readonly path: string;
}

/** The album's page names them; the first one asked for is made. */
async function derivativeOf({ url }: GalleryServer): Promise<string> {
  const home = await (await fetch(`${url}/newest`)).text();
  const [path] = /\/media\/\d+\/[\w-]+\/480\.jpg/.exec(home) ?? [];
  if (path === undefined) throw new Error(`No derivative of 480 pixels is named on "${url}/newest".`);
  const answer = await fetch(url + path);
  if (answer.status !== 200) throw new Error(`"${path}" answered ${answer.status}.`);
  return path;
}

async function againstControl(bench: Bench, loader: Loader, { environment, gallery, path }: Asked): Promise<Omit<Compared, 'engine'>[]> {
  const answer = await fetch(gallery.url + path);
  const file = join(environment.DATA_DIR, 'derivatives', '0', ...path.split('/').slice(2));
  const control = await startSender(environment, file, path.split('/')[2] ?? '');
  try {
    const theirTag = (await fetch(control.url)).headers.get('etag') ?? '';
    const ours = { url: gallery.url + path, connections };
    const theirs = { url: control.url, connections };
    const known = (etag: string) => ({ status: 304, headers: { 'If-None-Match': etag } });
    return [
      { what: '200', least: 0.65, ...(await compare(bench, loader, { ours: { load: ours, cpu: gallery.cpu }, theirs: { load: theirs, cpu: control.cpu } })) },
      {
        what: '304',
        least: 0.65,
        ...(await compare(bench, loader, {
          ours: { load: { ...ours, ...known(answer.headers.get('etag') ?? '') }, cpu: gallery.cpu },
          theirs: { load: { ...theirs, ...known(theirTag) }, cpu: control.cpu },
        })),
      },
    ];
  } finally {
    control.end();
  }
}

async function behindNginx(bench: Bench, loader: Loader, { environment, gallery, path }: Asked): Promise<Omit<Compared, 'engine'>[]> {
  const nginx: Nginx | null = await startNginx(gallery.url, join(environment.DATA_DIR, 'derivatives'));
  if (nginx === null) {
    bench.say('There is no nginx on this machine: X-Accel-Redirect is not measured.');
    return [];
  }
  try {
    const whole = await (await fetch(nginx.sending + path)).arrayBuffer();
    if (whole.byteLength < 1_000) throw new Error(`nginx answered "${path}" with ${whole.byteLength} bytes, not with the picture.`);
    const rivals = {
      ours: { load: { url: nginx.sending + path, connections: connectionsBehind }, cpu: gallery.cpu },
      theirs: { load: { url: nginx.checking + path, connections: connectionsBehind }, cpu: gallery.cpu },
      direct: { load: { url: gallery.url + path, connections: connectionsBehind }, cpu: gallery.cpu },
    };
    return [{ what: 'X-Accel-Redirect', least: 0.9, ...(await compare(bench, loader, rivals)) }];
  } finally {
    await nginx.stop();
  }
}

type Rivals = Readonly<Record<'ours' | 'theirs', Omit<Rival, 'name'>>> & { readonly direct?: Omit<Rival, 'name'> };

async function compare(bench: Bench, loader: Loader, { ours, theirs, direct }: Rivals): Promise<Pick<Compared, 'ours' | 'theirs' | 'direct'>> {
  const rivals = [{ name: 'ours', ...ours }, { name: 'theirs', ...theirs }, ...(direct ? [{ name: 'direct', ...direct }] : [])];
  const found = await interleave(loader, rivals, bench);
  const alone = found.get('direct');
  return { ours: found.get('ours') as Measured, theirs: found.get('theirs') as Measured, ...(alone && { direct: alone }) };
}

async function startSender(environment: PlaceEnvironment, file: string, imageId: string) {
  const child = fork(join(import.meta.dirname, '../control/send-process.js'), [file, imageId], { env: { ...process.env, ...environment } });
  const { port } = await new Promise<{ readonly port: number }>((resolve, reject) => {
    child.once('message', (message) => resolve(message as { readonly port: number }));
    child.once('exit', (code) => reject(new Error(`The control ended with code ${code} before it served.`)));
  });
  return { url: `http://127.0.0.1:${port}/`, cpu: () => cpuSeconds(child.pid ?? 0), end: () => child.kill() };
}

const ratioOf = ({ ours, theirs }: Compared) => ours.perSecond / theirs.perSecond;

function section(found: readonly Compared[]): { readonly text: string; readonly aims: Aim[] } {
  const rows = found.map((one) => [
    engineNames[one.engine],
    one.what,
    ...[one.ours.perSecond, one.theirs.perSecond].map((value) => value.toFixed(0)),
    ratioOf(one).toFixed(2),
    one.ours.p99.toFixed(1),
    one.ours.cpu?.toFixed(2) ?? '',
    one.theirs.cpu?.toFixed(2) ?? '',
    one.direct?.perSecond.toFixed(0) ?? '',
  ]);
  return {
    text: `One derivative of 480 pixels, asked for by a visitor over ${connections} connections, behind nginx over ${connectionsBehind}. The control is koa with one query by primary key and the same file as a stream; behind nginx it is the same request with nothing sent in the file's place, which leaves the check of rights (and the CPU is the gallery's both times). The last column is the gallery asked without nginx, over as many connections.\n\n${markdownTable(['database', 'answer', 'requests/s', 'control', 'ratio', 'p99 ms', 'CPU ms', 'CPU ms of the control', 'asked directly'], rows, { left: 2 })}`,
    aims: found.map((one) => ({
      what: `${engineNames[one.engine]}, ${one.what}`,
      aim: `at least ${one.least} of the control`,
      found: ratioOf(one).toFixed(2),
      holds: ratioOf(one) >= one.least,
    })),
  };
}
