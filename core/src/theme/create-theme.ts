import type { PageData } from '@picturerail/sdk';
import type { Package } from '#kernel';
import { templateFault } from './compile-templates.ts';
import { templateFailed, themeUnknown, themeUnusable } from './errors.ts';
import { type LoadedTheme, loadTheme } from './load-theme.ts';
import type { Theme, ThemeOptions } from './theme.ts';
import { addThemeTexts } from './theme-texts.ts';

type Entry = { readonly theme: Package; readonly remove: () => void } & ({ readonly loaded: LoadedTheme } | { readonly problem: string });

/** Reads and compiles all themes; one that cannot be used is listed with its problem. Errors: `theme-unknown` and `theme-unusable` for the fallback. */
export function createTheme(options: ThemeOptions): Theme {
  const { log, texts } = options;
  const fallbackId = options.fallback ?? 'atelier';
  let packages = options.packages;
  let entries = loadAll(options, packages);
  let fallback = usable(entries, fallbackId);
  let current = fallback;

  const renderFallback = async (template: string, data: PageData): Promise<string> => {
    try {
      return await fallback.render(template, data);
    } catch (error) {
      throw templateFailed(fallback.id, template, error);
    }
  };

  return {
    async render(template, data, { theme } = {}) {
      const first = theme === undefined || theme === current.id ? current : chosen(theme, entries, fallback);
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
    follow(next) {
      if (describe(next) === describe(packages)) return;
      const before = entries;
      const loaded = loadAll(options, next);
      packages = next;
      entries = loaded;
      fallback = usable(entries, fallbackId);
      current = chosen(current.id, entries, fallback);
      for (const { remove } of before.values()) remove();
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

/** The theme of that id, or the fallback where it cannot be used. */
function chosen(id: string, entries: ReadonlyMap<string, Entry>, fallback: LoadedTheme): LoadedTheme {
  const entry = entries.get(id);
  return entry && 'loaded' in entry ? entry.loaded : fallback;
}

const describe = (packages: readonly Package[]): string =>
  JSON.stringify(packages.filter(({ kind }) => kind === 'theme').map(({ id, version, dir }) => [id, version, dir]));

function loadAll(options: ThemeOptions, packages: readonly Package[]): Map<string, Entry> {
  const themes = new Map(packages.filter(({ kind }) => kind === 'theme').map((theme) => [theme.id, theme]));
  const entries = new Map<string, Entry>();
  for (const [id, theme] of themes) {
    let silence = () => {};
    try {
      silence = addThemeTexts(theme, options.texts);
      const loaded = loadTheme(theme, themes, options);
      const remove = () => {
        loaded.remove();
        silence();
      };
      entries.set(id, { theme, loaded, remove });
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      options.log.error(`The theme "${id}" cannot be used: ${problem}`, { theme: id });
      entries.set(id, { theme, problem, remove: silence });
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
