import type { PageData } from '@picturerail/sdk';
import type { Package } from '#kernel';
import { templateFault } from './compile-templates.ts';
import { templateFailed, themeUnknown, themeUnusable } from './errors.ts';
import { type LoadedTheme, loadTheme } from './load-theme.ts';
import type { Theme, ThemeOptions } from './theme.ts';
import { addThemeTexts } from './theme-texts.ts';

type Entry = { readonly theme: Package } & ({ readonly loaded: LoadedTheme } | { readonly problem: string });

/** Reads and compiles all themes; one that cannot be used is listed with its problem. Errors: `theme-unknown` and `theme-unusable` for the fallback. */
export function createTheme(options: ThemeOptions): Theme {
  const { log, texts } = options;
  const entries = loadAll(options);
  const fallback = usable(entries, options.fallback ?? 'atelier');
  let current = fallback;

  const chosen = (id: string | undefined): LoadedTheme => {
    if (id === undefined || id === current.id) return current;
    const entry = entries.get(id);
    return entry && 'loaded' in entry ? entry.loaded : fallback;
  };

  const renderFallback = async (template: string, data: PageData): Promise<string> => {
    try {
      return await fallback.render(template, data);
    } catch (error) {
      throw templateFailed(fallback.id, template, error);
    }
  };

  return {
    async render(template, data, { theme } = {}) {
      const first = chosen(theme);
      if (first === fallback) return renderFallback(template, data);
      try {
        return await first.render(template, data);
      } catch (error) {
        const fault = templateFault(error, 'rendering');
        log.error(`A template of the theme "${first.id}" failed; the theme "${fallback.id}" stands in.`, { theme: first.id, page: template, ...fault });
        return renderFallback(template, data);
      }
    },
    use(id) {
      current = usable(entries, id);
    },
    current: () => current.id,
    asset: (path) => current.folder.url(path),
    list: (language = 'en') =>
      [...entries.values()].map((entry) => ({
        id: entry.theme.id,
        version: entry.theme.version,
        name: texts.label(entry.theme.id, language, entry.theme.manifest.displayName),
        description: texts.label(entry.theme.id, language, entry.theme.manifest.description ?? ''),
        parent: entry.theme.manifest.parent ?? null,
        current: entry.theme.id === current.id,
        problem: 'problem' in entry ? entry.problem : null,
      })),
  };
}

function loadAll(options: ThemeOptions): Map<string, Entry> {
  const themes = new Map(options.packages.filter(({ kind }) => kind === 'theme').map((theme) => [theme.id, theme]));
  const entries = new Map<string, Entry>();
  for (const [id, theme] of themes) {
    try {
      addThemeTexts(theme, options.texts);
      entries.set(id, { theme, loaded: loadTheme(theme, themes, options) });
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      options.log.error(`The theme "${id}" cannot be used: ${problem}`, { theme: id });
      entries.set(id, { theme, problem });
    }
  }
  return entries;
}

function usable(entries: ReadonlyMap<string, Entry>, id: string): LoadedTheme {
  const entry = entries.get(id);
  if (!entry) throw themeUnknown(id, [...entries.keys()]);
  if ('problem' in entry) throw themeUnusable(id, entry.problem);
  return entry.loaded;
}
