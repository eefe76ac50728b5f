import type { Audience } from '../audience.ts';

export const menus = ['main', 'footer'] as const;
export type MenuName = (typeof menus)[number];

/** Where an entry leads. */
export type Target =
  | { readonly kind: 'home' | 'newest' }
  | { readonly kind: 'album' | 'page'; readonly id: number }
  /** A path of this gallery, or an address elsewhere. */
  | { readonly kind: 'address'; readonly address: string };

export interface Entry {
  readonly id: number;
  readonly menu: MenuName;
  /** Of the entry it stands below; 0 for none. */
  readonly parentId: number;
  readonly target: Target;
  /** Null for everyone. Who may not see where it leads sees no entry either. */
  readonly audience: Audience | null;
  /** By language; that under the empty name stands in for all that have none. Without any, the target's own name is shown. */
  readonly names: { readonly [language: string]: string };
}

export type EntryChange = Partial<Omit<Entry, 'id'>>;

export const mostName = 100;

export const nameIn = (names: Entry['names'], language: string): string => names[language] || names[''] || '';
