import { availableParallelism } from 'node:os';
import { createDecodePool } from './decode/decode-pool.ts';
import { createFailures, type Failures } from './failures.ts';
import { createFaults, type Faults } from './faults.ts';
import { createHeaderQueue } from './header/header-queue.ts';
import { defaultLimits } from './limits.ts';
import { isLasting, type Maker, type Making, makeDerivatives, tryDerivatives } from './make-derivatives.ts';
import type { Look } from './measured.ts';
import type { Derivative, Made, MakeOptions, Media, MediaOptions } from './media.ts';
import type { MediaSource } from './media-image.ts';
import { type MediaSettings, outputTypes, sizesRevision } from './media-settings.ts';
import { addressOf, plannedSizes, urlsOf } from './media-urls.ts';
import { collectPlans } from './plan/collect-plans.ts';
import { type HashOf, keptHashes } from './plan/kept-hashes.ts';
import { assertPlanned, type ImagePlan } from './plan/plan.ts';
import type { FittedSize } from './sizes.ts';
import { inspect } from './sniff/inspect.ts';
import { isStoredFile, keepFile } from './stored-files.ts';

interface Room extends Maker {
  readonly options: MediaOptions;
  readonly hashOf: HashOf;
  /** Derivatives that are being made, by key. */
  readonly flights: Map<string, Promise<void>>;
  readonly failures: Failures;
  readonly faults: Faults | null;
}

/** Opens the room. No process is started before there is something to decode. */
export function createMedia(options: MediaOptions): Media {
  const { storage, log, key } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const pool = createDecodePool({ size: options.processes ?? availableParallelism(), tmpDir: storage.tmpDir, presenceDir: storage.presenceDir, log });
  const faults = options.database ? createFaults({ database: options.database, log }) : null;
  const hashOf = keptHashes(key);
  const room: Room = { options, hashOf, storage, limits, pool, flights: new Map(), failures: createFailures(), faults };
  const planSource = {
    collect: options.collect,
    asks: options.asks,
    withholding: options.withholding,
    log,
    isStored: (reference: string) => isStoredFile(storage, reference),
  };
  return {
    processes: pool.size,
    pids: () => pool.pids(),
    async measure(file, { signal } = {}) {
      const { mime, name, needMb } = await inspect(file, limits);
      return pool.run({ kind: 'measure', file, mime, name, limits }, { signal, needMb });
    },
    header: createHeaderQueue(pool, limits),
    async blocks(file, { signal } = {}) {
      const { mime, name } = await inspect(file, limits);
      return pool.run({ kind: 'blocks', file, mime, name, limits }, { signal });
    },
    async plans(images, viewer, sizes) {
      const names = sizes ?? [...(await options.settings()).sizes.map((size) => size.name), 'original'];
      return collectPlans(planSource, images, names, viewer);
    },
    async urls(images, plans) {
      const settings = await options.settings();
      return images.map((image, index) => urlsOf(hashOf, settings, image, planAt(plans, index)));
    },
    async address(image, plan, size) {
      return addressOf(hashOf, await options.settings(), image, plan, size);
    },
    hash: async (image, plan, size) => hashOf(image, plan.of(size), sizesRevision(await options.settings())),
    derivative: (image, plan, size, ext) => oneSize(room, { image, plan, size, ext }),
    makeAll: (image, plan, options = {}) => allSizes(room, { image, plan, ...options }),
    tryAll: (image, plan, settings, signal) =>
      tryDerivatives(room, { image, plan, settings, sizes: plannedSizes(image, plan, settings), urgent: false, signal }),
    faultOf: async (image) => (await faults?.known(image)) ?? null,
    keepFile: (file) => keepFile(storage, file),
    async forget(imageId) {
      for await (const derivative of storage.derivatives.list(folderOf(imageId))) await storage.derivatives.remove(derivative);
      await faults?.clear(imageId);
    },
    close: () => pool.close(),
  };
}

function planAt(plans: readonly ImagePlan[], index: number): ImagePlan {
  const plan = plans[index];
  if (plan === undefined) throw new RangeError(`There is no plan for the image at ${index}; plans() answers by index of its images.`);
  return plan;
}

const folderOf = (imageId: number) => `${Math.floor(imageId / 1000)}/${imageId}`;

function keyed(
  { hashOf }: Room,
  { image, plan }: { image: MediaSource; plan: ImagePlan },
  size: FittedSize,
  settings: MediaSettings,
): FittedSize & { key: string } {
  const hash = hashOf(image, plan.of(size.name), sizesRevision(settings));
  return { ...size, key: `${folderOf(image.id)}/${hash}/${size.name}.${outputTypes[settings.format].ext}` };
}

interface Asked {
  readonly image: MediaSource;
  readonly plan: ImagePlan;
  readonly size: string;
  readonly ext: string | undefined;
}

async function oneSize(room: Room, asked: Asked): Promise<Derivative | null> {
  const { image, plan } = asked;
  const settings = await room.options.settings();
  const type = outputTypes[settings.format];
  if (asked.ext !== undefined && asked.ext !== type.ext) return null;
  assertPlanned(plan.of(asked.size));
  const size = plannedSizes(image, plan, settings).find(({ name }) => name === asked.size);
  if (size === undefined) return null;
  const wanted = keyed(room, asked, size, settings);
  const present = await found(room, wanted.key, type.mime);
  if (present !== null) return present;
  await inFlight(room, wanted.key, { image, plan, settings, sizes: [wanted], urgent: true });
  return found(room, wanted.key, type.mime);
}

async function found({ storage }: Room, key: string, mime: string): Promise<Derivative | null> {
  const stat = await storage.derivatives.stat(key);
  return stat === null || stat.bytes === 0 ? null : { key, path: storage.derivatives.localPath(key), ...stat, mime };
}

/** However many ask for one file, it is made once. */
function inFlight(room: Room, key: string, making: Making): Promise<void> {
  const flying = room.flights.get(key);
  if (flying !== undefined) return flying;
  const flight = guarded(room, making).finally(() => room.flights.delete(key));
  room.flights.set(key, flight);
  return flight;
}

const keyOf = ({ id, version }: MediaSource) => `${id}-${version}`;

/** Not tried again and again, however many ask: others have to wait for the processes that such a picture ends. */
async function guarded(room: Room, making: Making): Promise<void> {
  const failed = room.failures.of(keyOf(making.image)) ?? (await room.faults?.of(making.image));
  if (failed !== undefined) throw failed;
  await noted(room, making);
}

async function noted(room: Room, making: Making): Promise<Look | null> {
  const { failures, faults } = room;
  try {
    const look = await makeDerivatives(room, making);
    await faults?.clear(making.image.id);
    return look;
  } catch (error) {
    if (!isLasting(error)) throw error;
    failures.note(keyOf(making.image), error);
    await faults?.note(making.image, error);
    throw error;
  }
}

async function allSizes(room: Room, { look = false, ...asked }: { image: MediaSource; plan: ImagePlan } & MakeOptions): Promise<Made> {
  const settings = await room.options.settings();
  const type = outputTypes[settings.format];
  const wanted = plannedSizes(asked.image, asked.plan, settings).map((size) => keyed(room, asked, size, settings));
  const present = await Promise.all(wanted.map(({ key }) => found(room, key, type.mime)));
  const missing = wanted.filter((_, index) => present[index] === null);
  if (missing.length === 0) return { count: 0, look: null };
  return { count: missing.length, look: await noted(room, { ...asked, settings, sizes: missing, look, urgent: false }) };
}
