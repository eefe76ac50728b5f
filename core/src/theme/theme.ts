import type { Log, PageData, PageTemplates } from '@picturerail/sdk';
import type { Texts } from '#i18n';
import type { Package, Slots } from '#kernel';
import type { Assets } from './assets.ts';

/** The part of the kernel's slots that pages need. */
export type SlotRenderer = Pick<Slots, 'used' | 'render'>;

export interface ThemeOptions {
  /** As discovered; those that are not themes are passed over. */
  readonly packages: readonly Package[];
  readonly slots: SlotRenderer;
  readonly texts: Pick<Texts, 'add' | 't' | 'label'>;
  readonly assets: Assets;
  readonly log: Log;
  /** The theme that stands in for others; default `atelier`. */
  readonly fallback?: string;
  /** Throws where a template prints what is undefined or null: for tests and for who writes a theme. */
  readonly strict?: boolean;
}

export interface Theme {
  /** The whole page. `theme` takes another theme than the gallery's. Errors: `theme-template-failed`. */
  render<Name extends keyof PageTemplates>(template: Name, data: PageData & PageTemplates[Name], options?: { readonly theme?: string }): Promise<string>;
  /** Chooses the gallery's theme. Errors: `theme-unknown`, `theme-unusable`. */
  use(id: string): void;
  /** Other packages are installed: themes are read anew where one of them is another. The gallery's stays, or where it is gone, the fallback stands in. */
  follow(packages: readonly Package[]): void;
  /** Id of the gallery's theme. */
  current(): string;
  /** URL of a file of the gallery's theme. Errors: `asset-unknown`. */
  asset(path: string): string;
  list(language?: string): ThemeListing[];
}

export interface ThemeListing {
  readonly id: string;
  readonly version: string;
  readonly name: string;
  readonly description: string;
  readonly parent: string | null;
  readonly current: boolean;
  /** Why it cannot be used, in a sentence; null where it can. */
  readonly problem: string | null;
}
