import { existsSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { join } from 'node:path';
import { bundleMap, type Package } from '#kernel';

/** Line and column of the compiled entry, in a sentence. */
const placeIn = (entry: string): RegExp => new RegExp(`${entry.replace(/^\.\//, '').replaceAll('.', '\\.')}:(\\d+):(\\d+)`, 'g');

/** What the entry is made of, relative to the package, where it is made of TypeScript; else the entry itself. */
export function sourceOf({ dir, manifest: { entry = '' } }: Package): string {
  const path = entry.replace(/^\.\//, '');
  const source = path.replace(/^dist\//, 'src/').replace(/\.(m?)js$/, '.$1ts');
  return existsSync(join(dir, source)) ? source : path;
}

/** The sentence with places in the sources instead of places in what was compiled of them. */
export async function withOriginalPlaces(sentence: string, source: Package): Promise<string> {
  const { entry = '' } = source.manifest;
  const from = sourceOf(source);
  const place = placeIn(entry);
  if (entry === `./${from}` || !place.test(sentence)) return sentence;
  const payload = await bundleMap(source.dir, from);
  if (payload === null) return sentence;
  const map = new SourceMap(payload);
  return sentence.replaceAll(place, (all, line: string, column: string) => {
    const found = map.findEntry(Number(line) - 1, Number(column) - 1);
    return 'originalSource' in found ? `${found.originalSource}:${found.originalLine + 1}:${found.originalColumn + 1}` : all;
  });
}
