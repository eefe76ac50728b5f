import type { Embedded } from './embedded.ts';
import { allTexts, firstText, oneLine } from './tag-values.ts';

const most = 200;

/** Windows joins what a person entered in Explorer by semicolons. */
const fromExplorer = (text: string | undefined): string[] => text?.split(';') ?? [];

/** Keywords of the picture: those of the first source that has any, as programs write the same list to several. */
export function readKeywords({ xmp, iptc, exif }: Embedded): string[] {
  const lists = [allTexts(xmp, 'subject'), allTexts(iptc, 'Keywords'), fromExplorer(firstText(exif, 'XPKeywords'))];
  const clean = lists.map((list) => [...new Set(list.flatMap((keyword) => oneLine(keyword, 100) ?? []))]);
  return (clean.find((list) => list.length > 0) ?? []).slice(0, most);
}
