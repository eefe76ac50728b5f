/** Everything that is written down, by what it is about. */
const deedsByArea = {
  albums: [
    'album-created',
    'album-changed',
    'album-ordered',
    'album-moved',
    'album-merged',
    'album-access-changed',
    'album-trashed',
    'album-restored',
    'album-deleted',
  ],
  images: [
    'images-added',
    'images-changed',
    'images-published',
    'images-unpublished',
    'images-access-changed',
    'images-placed',
    'images-taken-out',
    'images-trashed',
    'images-restored',
    'images-missing',
    'images-found',
    'images-deleted',
  ],
  users: ['user-created', 'user-changed', 'user-status-changed', 'user-removed', 'password-link-made', 'password-changed'],
  groups: ['group-created', 'group-renamed', 'group-removed', 'group-joined', 'group-left'],
  'sign-in': [
    'signed-in',
    'sign-in-refused',
    'signed-out',
    'sessions-ended',
    'sign-in-steps-released',
    'api-token-made',
    'api-token-revoked',
    'preview-started',
  ],
  settings: ['gallery-set-up', 'settings-changed', 'theme-chosen'],
  plugins: [
    'package-installed',
    'package-updated',
    'package-rolled-back',
    'package-uninstalled',
    'plugin-activated',
    'plugin-deactivated',
    'protections-released',
  ],
  imports: ['import-planned', 'import-begun', 'import-stopped', 'import-scheduled', 'import-forgotten'],
  backups: ['backup-made'],
} as const;

export type Area = keyof typeof deedsByArea;
export type Deed = (typeof deedsByArea)[Area][number];

export const areas = Object.keys(deedsByArea) as readonly Area[];

const areaByDeed = new Map<Deed, Area>(areas.flatMap((area) => deedsByArea[area].map((deed): [Deed, Area] => [deed, area])));

export const areaOf = (deed: Deed): Area => areaByDeed.get(deed) as Area;

/** What is to be written down. */
export interface NewDeed {
  readonly deed: Deed;
  /** What it was done to; its name as it was then. */
  readonly id?: number | null;
  readonly name?: string | null;
  /** One more word, such as the new status. Never a secret, nor what somebody typed in a field for one. */
  readonly detail?: string | null;
  /** Of how many it was done to; default one. */
  readonly amount?: number;
  /** True for what is done batch after batch: it grows in one line. */
  readonly grows?: boolean;
}
