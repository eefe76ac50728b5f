import { join } from 'node:path';
import { apiVersion, type Html, type PageData } from '@picturerail/sdk';
import type { Texts } from '#i18n';
import type { Assets } from './assets.ts';
import { compileTemplates } from './compile-templates.ts';
import { templateFiles } from './template-files.ts';
import { templateFunctions } from './template-functions.ts';

/** Pages out of the core's own templates and texts: without a theme, without slots, without anything of a plugin. */
export interface Frame {
  /** The whole page; what stands in `data` beside what every page gets belongs to the template. */
  render(template: string, data: PageData & { readonly [key: string]: unknown }): string;
  /** URL of a file of the core's. Errors: `asset-unknown`. */
  asset(path: string): string;
}

export interface FrameOptions {
  readonly texts: Pick<Texts, 't'>;
  readonly assets: Assets;
}

const core = join(import.meta.dirname, '../..');
const none: ReadonlyMap<string, readonly Html[]> = new Map();

/** Compiles the templates of the core; a mistake in one is an error here. */
export function createFrame({ texts, assets }: FrameOptions): Frame {
  const run = compileTemplates(templateFiles([{ id: 'core', dir: core }]), true);
  // No theme can be called so.
  const folder = assets.read('t', { id: 'core', version: apiVersion }, [join(core, 'assets')]);
  folder.serve();
  const parts = { texts: (language: string, key: string, values?: { readonly [name: string]: string | number }) => texts.t('core', language, key, values) };
  return {
    render: (template, data) => run(`${template}.njk`, { ...data, page: template, ...templateFunctions(data, { ...parts, asset: folder.url }, none) }),
    asset: folder.url,
  };
}
