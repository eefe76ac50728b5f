import type { Log } from '@picturerail/sdk';
export interface TextsOptions {
  /** Folder of the core's `<language>.json`; default the core's own. */
  readonly dir?: string;
  /** The gallery's language; default `en`. Change it with `setGalleryLanguage`. */
  readonly galleryLanguage?: string;
  readonly log?: Log;
}
export type TextValues = { readonly [name: string]: string | number };
export interface Texts {
  /** Reads `<dir>/<language>.json` into a namespace (`core`, a plugin's or theme's id); an absent folder is none. Returns what removes it. Errors: `texts-invalid`. */
  add(namespace: string, dir: string): () => void;
  /** `{name}` is replaced, `count` picks `key_one`, `key_other`, ... Plain text: templates escape. A text nobody has is its key. */
  t(namespace: string, language: string, key: string, values?: TextValues): string;
  /** A manifest's `%key%` looked up, other text as it is. */
  label(namespace: string, language: string, text: string): string;
  /** Languages the core has texts in. */
  languages(): string[];
  /** The language for a request: an explicit choice where the gallery has it, else Accept-Language, else the gallery's. */
  negotiate(acceptLanguage: string | undefined, choice?: string | null): string;
  setGalleryLanguage(language: string): void;
}
export declare function createTexts(options?: TextsOptions): Texts;
