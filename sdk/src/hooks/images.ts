/** An original has entered the gallery, or a new version of it. */
export interface ImageNotice {
  readonly imageId: number;
  readonly version: number;
}

/**
 * What an import or a backfill knows of one picture before its row is written. Plugins fill `fields`; the core writes
 * them where no person has edited the field. Rows for the plugin's own tables go into `rows`.
 */
export interface Reading {
  /** Path of the original on this machine, readable for the time of the call. Null where storage has none. */
  readonly file: string | null;
  /** Name the original came with. */
  readonly fileName: string;
  readonly mime: string;
  readonly bytes: number;
  /** Upright, pixels. */
  readonly width: number;
  readonly height: number;
  /** Null at import: the image has no id yet. */
  readonly imageId: number | null;
  /** Embedded blocks found while measuring, each at most 4 MiB: bytes as they stand in the file. */
  readonly blocks: { readonly exif?: Uint8Array; readonly iptc?: Uint8Array; readonly xmp?: Uint8Array };
  fields: ReadingFields;
  /**
   * Rows a plugin wants written with the image, in the same transaction, into its own tables; the column named
   * `imageColumn` (default `image_id`) is filled with the image's id. The rows that the image has in a table named here
   * are replaced; `values: null` only takes them away.
   */
  rows: { readonly plugin: string; readonly table: string; readonly imageColumn?: string; readonly values: Record<string, null | number | string> | null }[];
}

/** The core's columns that metadata may fill. */
export interface ReadingFields {
  title?: string;
  description?: string;
  author?: string;
  /** Wall clock as the camera showed it, epoch ms as if UTC. */
  takenAt?: number;
  /** Minutes east of UTC; only where the file says so. */
  takenOffset?: number;
}

/**
 * `images:reading`: originals are about to be described, all of a batch at once: at import before their rows are written,
 * in a backfill before the rows are filled. It runs in whichever process imports. `fields` go to the core's columns, where
 * no person edited them; `rows` to the plugin's own tables, in the same transaction as the image. Of a plugin that fails,
 * the readings as they were before it are used: a file is never refused because its metadata is odd.
 *
 *     rail.filter('images:reading', (readings) =>
 *       readings.map((reading) => ({ ...reading, fields: { ...reading.fields, title: reading.fields.title ?? reading.fileName } })),
 *     );
 */

/**
 * `images:imported`: originals have entered the gallery, or new versions of originals. Told after the commit, in batches
 * of up to some hundreds. What `on` throws is logged and changes nothing; an `after` that throws is tried again.
 *
 *     rail.after('images:imported', async (images, job) => rail.log.info('look at', { count: images.length, key: job.key }));
 */

/**
 * `images:updated`: texts, access, state or albums of images are others. Told after the commit. Failures as of
 * `images:imported`.
 *
 *     rail.on('images:updated', (images) => rail.log.info('changed', { ids: images.map(({ imageId }) => imageId) }));
 */

/**
 * `images:deleted`: images are gone for good, not only to the trash. Rows that reference them are gone with them. Told
 * after the commit. Failures as of `images:imported`.
 *
 *     rail.after('images:deleted', async (images) => rail.log.info('gone', { count: images.length }));
 */

/**
 * `images:list`: cards of images are about to be shown, all of a page at once, rights already decided. Titles,
 * descriptions and `data[<plugin id>]` may be changed; no card may be left out, added or moved. Of a plugin that fails or
 * answers something else, the cards as they were before it are shown.
 *
 *     rail.filter('images:list', (cards, page) => {
 *       for (const card of cards) card.data[rail.plugin.id] = { page: page.page };
 *     });
 */

/**
 * `images:view`: the page of an image is about to be shown; rights already decided. As `images:list`, with all that such a
 * page knows.
 *
 *     rail.filter('images:view', (images, { viewer }) => {
 *       for (const image of images) image.data[rail.plugin.id] = { mine: viewer.userId !== null };
 *     });
 */

/** Something that a plugin does to many images at once. */
export interface BulkActionOffer {
  /** A word, unique within the plugin. */
  readonly key: string;
  /** `%key%` is looked up in the plugin's locales. */
  readonly label: string;
  /** The plugin's job, as `rail.jobs.define` named it. It gets `{ imageIds }`, some at a time, and may get them again. */
  readonly job: string;
}

/** A filter over the images of the administration: those that have a value in a column of the plugin's own table. */
export interface ImageFilterOffer {
  /** A word, unique within the plugin; it stands in addresses. */
  readonly key: string;
  /** `%key%` is looked up in the plugin's locales. */
  readonly label: string;
  readonly table: string;
  /** Text, compared as a whole; index it together with the image. */
  readonly column: string;
  /** The column that names the image; default `image_id`. */
  readonly imageColumn?: string;
  /** Values to choose from; without them the value is typed. */
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
}

/** A line below each image of the administration. */
export interface ImageColumn {
  /** `%key%` is looked up in the plugin's locales. */
  readonly label: string;
  /** By image id; those without a value are left out. */
  readonly values: Readonly<Record<number, string>>;
}

/**
 * `images:bulkActions`: the administration offers what can be done to many images, to this viewer. What is chosen is
 * handed to the plugin's job, in the background, in parts. A plugin that fails offers nothing.
 *
 *     rail.collect('images:bulkActions', () => [{ key: 'print', label: 'Make print files', job: 'print' }]);
 */

/**
 * `images:filters`: the administration shows the filter over its images, or uses it. The gallery looks into the table
 * itself, so that a filter costs the same at a million images. A plugin that fails offers nothing.
 *
 *     rail.collect('images:filters', () => [{ key: 'film', label: 'Film', table: 'rolls', column: 'film' }]);
 */

/**
 * `images:columns`: images are about to be listed in the administration, all of a page at once. Of a plugin that fails
 * nothing is shown.
 *
 *     rail.collect('images:columns', (images) => [{ label: 'Sold', values: Object.fromEntries(images.map(({ imageId }) => [imageId, 'twice'])) }]);
 */

/**
 * `images:beforeDelete`: images are about to be deleted for good. Asked inside the transaction: only the tables given may
 * be used, for 20 ms. An answer lists refusals; a plugin that fails refuses all.
 *
 *     rail.decide('images:beforeDelete', async (images, tables) => {
 *       const sold = await tables.table('orders').select({ where: { image_id: images.map(({ imageId }) => imageId) } });
 *       return images
 *         .filter(({ imageId }) => sold.some((row) => row.image_id === imageId))
 *         .map((item) => ({ item, code: 'print-ordered', message: 'A print of this image is ordered; cancel the order first.' }));
 *     });
 */
