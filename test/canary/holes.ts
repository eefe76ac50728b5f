// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of the built code.

/** A hole made into the built core: the crawl must find it, or it finds nothing. */
export interface Hole {
  readonly name: string;
  /** Below core/dist. */
  readonly file: string;
  /** Stands there just as often as `times` says; a hole that cannot be made any more is an error, not a pass. */
  readonly find: string;
  readonly times: number;
  readonly put: string;
  /** What the crawl must say of it. */
  readonly shows: RegExp;
}

export const holes: readonly Hole[] = [
  {
    name: 'the newest images without the filter',
    file: 'gallery/pages/images-part-store.js',
    find: "WHERE ${inLists(view, 'i')}",
    times: 1,
    put: 'WHERE 1 = 1',
    shows: /shows the image title/,
  },
  {
    name: 'images of an album without the filter',
    file: 'gallery/pages/images-part-store.js',
    find: "AND ${among(view, 'narrow', 'ai.narrow_id')}",
    times: 1,
    put: '',
    shows: /names \/images\//,
  },
  {
    name: 'a count of all images',
    file: 'gallery/access/condition-store.js',
    find: "FROM visibilities v WHERE ${among(view, 'visibility', 'v.id')}",
    times: 1,
    put: 'FROM visibilities v',
    shows: /is another page/,
  },
  {
    name: 'counts and covers of albums without the filter',
    file: 'gallery/pages/albums-part-store.js',
    find: "${amongInJoin(view, 'list', { column: 's.access_id', dialect })}",
    times: 1,
    put: '1 = 1',
    shows: /is another page|names \/media\//,
  },
  {
    name: 'a cover from a hidden album or image',
    file: 'gallery/pages/images-part-store.js',
    find: "`(${inLists(view, 'i')})`",
    times: 1,
    put: "'1 = 1'",
    shows: /names \/media\//,
  },
  {
    name: 'a neighbour that is hidden',
    file: 'gallery/pages/neighbours-store.js',
    find: "AND ${among(view, 'narrow', 'ai.narrow_id')}",
    times: 1,
    put: '',
    shows: /names \/images\//,
  },
  {
    name: 'albums of an image whoever may see them',
    file: 'gallery/pages/image-page.js',
    find: 'view.lists.has(row.accessId ?? 0)',
    times: 1,
    put: 'row.accessId !== null',
    shows: /shows the album title/,
  },
  {
    name: 'bytes without a check',
    file: 'gallery/access/permissions.js',
    find: 'if (id === null || !decided)\n        return null;',
    times: 1,
    put: 'if (id === null)\n        return null;\n    if (!decided)\n        return { image: { id, version, width, height, mime, fileName }, download: true, public: false };',
    shows: /shows a hidden picture/,
  },
  {
    name: 'originals for whoever may look',
    file: 'http/media/allowed-media.js',
    find: "(size === 'original' && !access.download)",
    times: 1,
    put: 'false',
    shows: /shows the text inside an original/,
  },
];

/** One that shows only between a change that hides something and the end of its background part. */
export const holeInMotion: Hole = {
  name: 'lists that hold what a change hides until it has been settled',
  file: 'gallery/access/condition-store.js',
  find: 'return view.narrowing ?',
  times: 1,
  put: 'return false ?',
  shows: /names \/images\//,
};

/** Made into what shows the gallery through other eyes. */
export const previewHole: Hole = {
  name: 'a preview with the rights of who looks',
  file: 'http/preview/enter-preview.js',
  find: 'viewer: preview.viewer',
  times: 1,
  put: 'viewer',
  shows: /originals/,
};
