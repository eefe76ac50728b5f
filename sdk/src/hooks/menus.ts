export interface MenuEntry {
  readonly label: string;
  /** A path of this gallery, or an address that begins with `https:`, `http:` or `mailto:`. */
  readonly url: string;
  /** Those below it; there is no further level. */
  readonly entries?: readonly MenuEntry[];
}

/** A menu of a page, about to be shown. */
export interface PageMenu {
  readonly place: 'main' | 'footer';
  /** The core's are the home page (`/`) and the newest images (`/newest`) in `main`, none in `footer`. */
  entries: readonly MenuEntry[];
}

/**
 * `menus:list`: the menus of a page of the theme are about to be shown, `main` and `footer`. A plugin that fails leaves
 * them as they were; entries that are none are left out. Not asked for pages that say what has failed. It is asked for
 * every page: keep what it needs of the database by `rail.revision`.
 *
 *     rail.filter('menus:list', (menus) => menus.map((menu) => ({ ...menu, entries: [...menu.entries, { label: 'Prints', url: '/p/prints' }] })));
 */
