import type { World } from './world.ts';

/** What somebody may know or guess: ids count up, and addresses were seen by people who may see more. */
export interface Known {
  readonly world: World;
  /** Addresses of bytes, as those got them who may see all there is to see. */
  readonly media: readonly string[];
  /** Titles in addresses of hidden things. */
  readonly pages: readonly string[];
}

export interface Guess {
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Route {
  readonly name: string;
  /** Asked as well where there is time for the most telling ones only. */
  readonly telling?: true;
  readonly guesses: (known: Known) => Iterable<Guess>;
}

const ids = (from: Iterable<number>): number[] => {
  const all = [...from];
  return [...all, Math.max(...all) + 1];
};
const at = (...paths: string[]): Guess[] => paths.map((path) => ({ path }));
const partsOf = (path: string) => path.split('/') as [string, string, string, string, string];

/** Addresses that no page need name. A later route of the gallery is a line here. */
export const routes: readonly Route[] = [
  { name: 'start', telling: true, guesses: () => at('/', '/newest', '/?albums=2', '/?albums=99', '/newest?page=2', '/newest?page=99', '/newest?page=0') },
  { name: 'small files', guesses: () => at('/robots.txt', '/favicon.ico', '/healthz', '/readyz', '/sitemap.xml', '/setup', '/setup/AAAAAAAAAAAAAAAAAAAAAA') },
  {
    name: 'account',
    guesses: () =>
      at(
        '/account/sign-in',
        '/account/sign-in?next=/albums/2',
        '/account/login-link/AAAAAAAAAAAAAAAAAAAAAA',
        '/account/password-link/AAAAAAAAAAAAAAAAAAAAAA',
        '/account/registration/AAAAAAAAAAAAAAAAAAAAAA',
        '/account',
        '/account/forgot',
        '/account/forgot?sent',
        '/account/register',
        '/account/',
      ),
  },
  {
    name: 'previews',
    guesses: ({ pages, media }) =>
      ['visitor', 'user-1', 'group-1'].flatMap((whom) =>
        at(...['/', ...pages.slice(0, 20), ...media.slice(0, 20)].map((path) => `/preview/${whom}.zzzzzzzzz.${'A'.repeat(43)}${path}`)),
      ),
  },
  {
    name: 'administration',
    guesses: () => [
      ...at(
        '/admin',
        '/admin/',
        '/admin/backups',
        '/admin/import',
        '/admin/import/new',
        '/admin/import/new?folder=/',
        '/admin/import/1',
        '/admin/import/1/runs/1',
        '/admin/import/1/runs/1/report.csv',
        '/admin/jobs',
        '/admin/maintenance',
        '/admin/preview',
        '/admin/activity',
        '/admin/activity?who=ana&area=albums',
        '/admin/activity/activity.csv',
        '/admin/activity/activity.jsonl',
        '/admin/rescue',
        '/admin/users',
        '/admin/users?q=a&status=webmaster',
        '/admin/users/new',
        '/admin/users/1',
        '/admin/groups',
        '/admin/groups/1',
        '/admin/settings',
        '/admin/sizes',
        '/admin/plugins',
        '/admin/plugins/metadata',
        '/admin/plugins/metadata/settings',
        '/admin/themes',
        '/admin/packages',
        '/admin/packages/AAAAAAAAAAAAAAAAAAAAAA',
        '/admin/p/metadata',
        '/admin/media/1',
        '/admin/images',
        '/admin/images?q=a&state=trashed',
        '/admin/images/changes',
        '/admin/images/changes/1',
      ),
      ...[
        '/admin/backups',
        '/admin/import/new',
        '/admin/import/1',
        '/admin/jobs',
        '/admin/maintenance',
        '/admin/images',
        '/admin/images/changes/1',
        '/admin/users',
        '/admin/users/1',
        '/admin/groups',
        '/admin/groups/1',
        '/admin/rescue',
        '/admin/settings',
        '/admin/plugins/metadata',
        '/admin/themes',
        '/admin/packages',
        '/admin/packages/AAAAAAAAAAAAAAAAAAAAAA',
      ].map((path) => ({ path, method: 'POST', body: '_csrf=x&plugin=metadata&action=deactivate' })),
    ],
  },
  {
    name: 'albums in the administration',
    guesses: ({ world }) => [
      ...at('/admin/albums', '/admin/albums?q=a', '/admin/trash'),
      ...ids([1, 2, ...world.albums.keys()]).flatMap((id) => [
        ...at(
          `/admin/albums/${id}`,
          `/admin/albums/${id}/move`,
          `/admin/albums/${id}/move?in=${id}`,
          `/admin/albums/${id}/upload`,
          `/admin/albums?trashed=${id}`,
        ),
        ...[`/admin/albums/${id}`, `/admin/albums/${id}/move`, '/admin/trash'].map((path) => ({
          path,
          method: 'POST',
          body: `_csrf=x&action=trash&into=top&album=${id}`,
        })),
      ]),
    ],
  },
  {
    name: 'images in the administration',
    telling: true,
    guesses: ({ world }) =>
      ids(world.images.keys()).flatMap((id) => [
        ...at(`/admin/images/${id}`, `/admin/images?after=${id}`),
        ...[`/admin/images/${id}`, '/admin/images'].map((path) => ({ path, method: 'POST', body: `_csrf=x&action=trash&image=${id}` })),
      ]),
  },
  {
    name: 'bytes in the administration',
    telling: true,
    guesses: ({ media }) => media.flatMap((path) => at(`/admin${path}`, `/admin${path.replace(/[^/]+$/, 'original.jpg')}`)),
  },
  {
    name: 'sending files',
    guesses: ({ world }) => [
      ...ids([1, 2, ...world.albums.keys()]).flatMap((id) => [
        ...at(`/upload/${id}`),
        { path: `/upload/${id}`, method: 'POST', body: '_csrf=x' },
        { path: '/uploads/known', method: 'POST', body: `_csrf=x&album=${id}&bytes=1&sha256=${'a'.repeat(64)}` },
      ]),
      ...at('/uploads', `/uploads/${'f'.repeat(32)}`),
      ...['POST', 'OPTIONS'].map((method) => ({ path: '/uploads', method, headers: { 'tus-resumable': '1.0.0', 'upload-length': '1' } })),
      ...['PATCH', 'DELETE'].map((method) => ({ path: `/uploads/${'f'.repeat(32)}`, method, headers: { 'tus-resumable': '1.0.0' } })),
    ],
  },
  { name: 'pages of plugins', guesses: () => at('/p', '/p/', '/p/metadata', '/p/metadata/', '/p/../admin', '/p/metadata/%2e%2e/admin') },
  {
    name: 'albums',
    telling: true,
    guesses: ({ world }) => ids([0, 1, 2, ...world.albums.keys()]).flatMap((id) => at(`/albums/${id}`, `/albums/${id}/any`, `/albums/${id}?page=2&albums=2`)),
  },
  {
    name: 'images',
    telling: true,
    guesses: ({ world }) => ids(world.images.keys()).flatMap((id) => at(`/images/${id}`, `/images/${id}/any`, `/images/${id}?in=newest`)),
  },
  {
    name: 'lists around an image',
    guesses: ({ world }) =>
      [...world.images].flatMap(([image, area]) =>
        area === 'open' ? [...world.albums.keys()].flatMap((album) => at(`/images/${image}?in=album-${album}`)) : [],
      ),
  },
  { name: 'pages others know', guesses: ({ pages }) => at(...pages) },
  {
    name: 'bytes others know',
    telling: true,
    guesses: ({ media }) =>
      media.flatMap((path) => [
        { path },
        { path, method: 'HEAD' },
        { path, headers: { range: 'bytes=0-99' } },
        { path, headers: { 'if-none-match': '*' } },
        { path, headers: { 'if-none-match': `"${partsOf(path)[3]}-${partsOf(path)[4].split('.')[0]}"` } },
      ]),
  },
  {
    name: 'bytes by known hashes',
    guesses: ({ world, media }) => {
      const hashes = [...new Set(media.map((path) => partsOf(path)[3]))].slice(0, 2);
      const files = [...new Set(media.map((path) => partsOf(path)[4])), 'original.jpg', 'original.jpeg', '480.webp', 'square.avif', '9999.jpg'];
      const own = new Map(media.map((path) => [Number(partsOf(path)[2]), partsOf(path)[3]]));
      return ids(world.images.keys()).flatMap((id) =>
        [own.get(id) ?? 'AAAAAAAAAAAAAAAA', ...hashes].flatMap((hash) => files.flatMap((file) => at(`/media/${id}/${hash}/${file}`))),
      );
    },
  },
  {
    name: 'other letters',
    guesses: ({ pages, media }) =>
      [...pages, ...media.slice(0, 20)].flatMap((path) =>
        at(
          path.toUpperCase(),
          path.replace('/albums/', '/Albums/').replace('/images/', '/Images/').replace('/media/', '/Media/'),
          `${path}/`,
          `/${path}`,
          `/.${path}`,
        ),
      ),
  },
  {
    name: 'files',
    guesses: ({ media }) => [
      ...at(
        '/originals/',
        '/derivatives/',
        '/_derivatives/',
        '/data/gallery.sqlite',
        '/../data/secret.key',
        '/assets/..%2f..%2fpackage.json',
        '/%2e%2e/%2e%2e/etc/passwd',
      ),
      ...media.slice(0, 5).map((path) => ({ path: `/_derivatives${path.slice('/media'.length)}` })),
    ],
  },
  {
    name: 'mistakes',
    guesses: () => at('/albums/x', '/albums/-1', '/albums/1e1', '/images/1.5', '/%E0%A4%A', '/media/1', `/albums/${'9'.repeat(30)}`, `/${'a'.repeat(3000)}`),
  },
  {
    name: 'what is no reading',
    guesses: ({ pages }) =>
      pages.flatMap((path) =>
        ['POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD'].map((method) => ({ path, method, ...(method === 'POST' ? { body: '_csrf=x' } : {}) })),
      ),
  },
  { name: 'data', guesses: ({ pages }) => pages.map((path) => ({ path, headers: { accept: 'application/json' } })) },
];

export const tellingRoutes = routes.filter(({ telling }) => telling);
