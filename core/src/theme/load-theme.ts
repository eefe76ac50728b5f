import { join } from 'node:path';
import type { PageData, PageTemplates } from '@picturerail/sdk';
import type { Package } from '#kernel';
import { askSlots } from './ask-slots.ts';
import type { AssetFolder } from './assets.ts';
import { compileTemplates, templateFault } from './compile-templates.ts';
import { templateFiles } from './template-files.ts';
import { templateFunctions } from './template-functions.ts';
import { templateSlots } from './template-slots.ts';
import type { ThemeOptions } from './theme.ts';
import { themeChain } from './theme-chain.ts';
import { themeTexts } from './theme-texts.ts';

/** A theme that can make pages. */
export interface LoadedTheme {
  readonly id: string;
  readonly folder: AssetFolder;
  render(template: string, data: PageData): Promise<string>;
  /** Its files are not served any more. */
  readonly remove: () => void;
}

const contract: readonly (keyof PageTemplates)[] = ['home', 'album', 'image', 'list', 'sign-in', 'setup', 'confirm', 'form', 'account', 'page', 'error'];

/** Reads and compiles a theme with what it takes from its parents. Throws a sentence where it cannot be used. */
export function loadTheme(theme: Package, themes: ReadonlyMap<string, Package>, options: ThemeOptions): LoadedTheme {
  const chain = themeChain(theme, themes);
  const files = templateFiles(chain);
  const missing = contract.filter((name) => !files.has(`${name}.njk`));
  if (missing.length > 0) throw new Error(`it has no ${missing.map((name) => `templates/${name}.njk`).join(', ')}, and no parent that has.`);

  const run = compiled(files, options.strict ?? false);
  const folder = options.assets.read(
    't',
    theme,
    chain.map(({ dir, manifest }) => join(dir, manifest.assets ?? 'assets')),
  );
  const remove = folder.serve();
  const parts = { texts: themeTexts(chain, options.texts), asset: folder.url };
  const slots = new Map<string, string[]>(contract.map((name) => [name, templateSlots(`${name}.njk`, files)]));

  return {
    id: theme.id,
    folder,
    remove,
    async render(template, data) {
      const answers = await askSlots(options.slots, slots.get(template) ?? [], template, data);
      return run(`${template}.njk`, { ...data, page: template, ...templateFunctions(data, parts, answers) });
    },
  };
}

function compiled(files: ReturnType<typeof templateFiles>, strict: boolean) {
  try {
    return compileTemplates(files, strict);
  } catch (error) {
    const { template, line, problem } = templateFault(error, 'compiling');
    throw new Error(`${template ?? 'a template'}${line === null ? '' : `, line ${line}`}, does not compile: ${problem}.`);
  }
}
