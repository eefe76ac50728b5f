import type { MenuItem, Viewer } from '@picturerail/sdk';
import { administers } from '#gallery';
import { localPath } from '../addresses.ts';
import type { Room } from '../room.ts';

export interface AdminLink {
  readonly label: string;
  readonly url: string;
  readonly current: boolean;
}

export interface AdminSection {
  /** Null for what stands first, without a heading. */
  readonly heading: string | null;
  readonly entries: readonly AdminLink[];
}

type Link = Omit<AdminLink, 'current'>;

interface Offered {
  readonly key: string;
  readonly url: string;
  readonly webmaster?: true;
}

/** What those may open too who administer some albums. */
const ofManagers: readonly string[] = ['admin.albums', 'admin.trash'];

/** What the core offers in the administration, by who may open it. */
const ofContent: readonly Offered[] = [
  { key: 'admin.overview', url: '/admin' },
  { key: 'admin.albums', url: '/admin/albums' },
  { key: 'admin.images', url: '/admin/images' },
  { key: 'admin.trash', url: '/admin/trash' },
];
const ofPeople: readonly Offered[] = [
  { key: 'admin.users', url: '/admin/users' },
  { key: 'admin.groups', url: '/admin/groups' },
];
const ofGallery: readonly Offered[] = [
  { key: 'admin.activity', url: '/admin/activity' },
  { key: 'admin.jobs.page', url: '/admin/jobs' },
  { key: 'admin.plugins', url: '/admin/plugins', webmaster: true },
  { key: 'admin.themes', url: '/admin/themes', webmaster: true },
  { key: 'admin.settings', url: '/admin/settings', webmaster: true },
  { key: 'admin.sizes', url: '/admin/sizes', webmaster: true },
  { key: 'admin.import', url: '/admin/import', webmaster: true },
  { key: 'admin.backups', url: '/admin/backups', webmaster: true },
  { key: 'admin.maintenance', url: '/admin/maintenance', webmaster: true },
  { key: 'admin.rescue', url: '/admin/rescue', webmaster: true },
];

interface Asked {
  readonly viewer: Viewer;
  /** Of the page that is shown. */
  readonly path: string;
  /** True leaves out whatever plugins would have to be asked for. */
  readonly withoutPlugins: boolean;
}

/** The menu of the administration: the core's entries, around those of plugins. */
export async function adminMenu(room: Room, { viewer, path, withoutPlugins }: Asked): Promise<AdminSection[]> {
  const { texts } = room.house;
  const text = (key: string) => texts.t('core', viewer.language, key);
  const first = ofContent.filter(({ key }) => administers(viewer) || ofManagers.includes(key)).map(({ key, url }) => ({ label: text(key), url }));
  if (!administers(viewer)) return menuOf([[null, first]], path);
  const added = withoutPlugins ? new Map<string, Link[]>() : await addedByPlugins(room, viewer, text('admin.added'));
  /** What plugins add to a section of the core's stands in it. */
  const section = (heading: string, offered: readonly Offered[]): [string, readonly Link[]] => {
    const own = offered.filter(({ webmaster }) => !webmaster || viewer.status === 'webmaster').map(({ key, url }) => ({ label: text(key), url }));
    const links = [...own, ...(added.get(heading) ?? [])];
    added.delete(heading);
    return [heading, links];
  };
  const [people, gallery] = [section(text('admin.people'), ofPeople), section(text('admin.gallery'), ofGallery)];
  const sections: [string | null, readonly Link[]][] = [[null, first], people, ...added, gallery];
  return menuOf(sections, path);
}

function menuOf(sections: readonly (readonly [string | null, readonly Link[]])[], path: string): AdminSection[] {
  const current = nearest(
    sections.flatMap(([, links]) => links.map(({ url }) => url)),
    path,
  );
  return sections
    .filter(([, links]) => links.length > 0)
    .map(([heading, links]) => ({ heading, entries: links.map((link) => ({ ...link, current: link.url === current })) }));
}

/** Pages that plugins registered with a label, then what they answer to `admin:menu`; by section. */
async function addedByPlugins({ house }: Room, viewer: Viewer, otherwise: string): Promise<Map<string, Link[]>> {
  const { routes, kernel, texts } = house;
  const pages = routes
    .menu()
    .filter((entry) => entry.for === 'administrator' || viewer.status === 'webmaster')
    .map(({ plugin, label, url }) => ({ label: texts.label(plugin, viewer.language, label), url }));
  const answered = (await kernel.hooks.collect('admin:menu', [{ viewer }], viewer)).filter(isLink);
  const sections = new Map<string, Link[]>();
  for (const { label, url, section = otherwise } of [...pages, ...answered] as readonly MenuItem[]) {
    sections.set(section, [...(sections.get(section) ?? []), { label, url }]);
  }
  return sections;
}

/** Of what plugins answer nothing is certain but that it is in a list. */
function isLink(item: MenuItem): boolean {
  const { label, url, section } = (item ?? {}) as { readonly [key in keyof MenuItem]: unknown };
  if (typeof label !== 'string' || label === '' || typeof url !== 'string' || (section !== undefined && typeof section !== 'string')) return false;
  return /^https?:\/\//.test(url) ? URL.canParse(url) : url === '/' || localPath(url) !== '/';
}

/** The entry that the page is, or lies below. */
const nearest = (urls: readonly string[], path: string): string | undefined =>
  urls
    .filter((url) => url === path || (url !== '/admin' && path.startsWith(`${url}/`)))
    .toSorted((a, b) => b.length - a.length)
    .at(0);
