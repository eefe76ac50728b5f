import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { textsInvalid } from './errors.ts';
import { canonicalLanguage } from './languages.ts';

/** Texts by key, by language. */
export type TextsByLanguage = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Reads each `<language>.json` of a folder; an absent folder has none. Read once at the start of a process or plugin. Errors: `texts-invalid`. */
export function readTextFiles(dir: string): TextsByLanguage {
  const files = namesIn(dir).filter((name) => name.endsWith('.json'));
  return new Map(
    files.map((name) => {
      const file = join(dir, name);
      const language = canonicalLanguage(name.slice(0, -'.json'.length));
      if (!language) throw textsInvalid(file, 'its name is not a language such as "de.json" or "pt-BR.json"');
      return [language, readTexts(file)];
    }),
  );
}

function namesIn(dir: string): string[] {
  try {
    return readdirSync(dir);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw textsInvalid(dir, (error as Error).message, error);
  }
}

function readTexts(file: string): Map<string, string> {
  const texts = parsed(file);
  if (typeof texts !== 'object' || texts === null || Array.isArray(texts)) throw textsInvalid(file, 'it is not an object of texts');
  const wrong = Object.entries(texts).find(([, text]) => typeof text !== 'string');
  if (wrong) throw textsInvalid(file, `"${wrong[0]}" is not a text; keys are flat, such as "album.title"`);
  return new Map(Object.entries(texts as Record<string, string>));
}

function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw textsInvalid(file, (error as Error).message, error);
  }
}
