import type { ReadingFields } from '@picturerail/sdk';
import type { MetadataSettings, Source } from '../settings.ts';
import type { Embedded } from './embedded.ts';
import { allTexts, cleaned, firstText, oneLine } from './tag-values.ts';
import { readTaken } from './taken.ts';

const join = (texts: readonly string[]): string | undefined => (texts.length > 0 ? texts.join(', ') : undefined);

const sources: Readonly<Record<Source, (embedded: Embedded) => string | undefined>> = {
  'xmp:title': ({ xmp }) => firstText(xmp, 'title'),
  'xmp:headline': ({ xmp }) => firstText(xmp, 'Headline'),
  'xmp:description': ({ xmp }) => firstText(xmp, 'description'),
  'xmp:creator': ({ xmp }) => join(allTexts(xmp, 'creator')),
  'xmp:credit': ({ xmp }) => firstText(xmp, 'Credit'),
  'iptc:object-name': ({ iptc }) => firstText(iptc, 'Object Name'),
  'iptc:headline': ({ iptc }) => firstText(iptc, 'Headline'),
  'iptc:caption': ({ iptc }) => firstText(iptc, 'Caption/Abstract'),
  'iptc:by-line': ({ iptc }) => join(allTexts(iptc, 'By-line')),
  'iptc:credit': ({ iptc }) => firstText(iptc, 'Credit'),
  'exif:image-description': ({ exif }) => firstText(exif, 'ImageDescription'),
  'exif:user-comment': ({ exif }) => firstText(exif, 'UserComment'),
  'exif:artist': ({ exif }) => firstText(exif, 'Artist'),
  'exif:xp-title': ({ exif }) => firstText(exif, 'XPTitle'),
  'exif:xp-comment': ({ exif }) => firstText(exif, 'XPComment'),
  'exif:xp-author': ({ exif }) => firstText(exif, 'XPAuthor'),
};

/** What cameras and programs write where a person wrote nothing. */
const boilerplate = [
  /^(olympus|minolta|konica minolta|sony|kodak|samsung|casio|nikon|pentax|digital)?\s*(digital\s+(still\s+)?camera|dsc|dslr)\.?$/i,
  /^(untitled|default|unknown|picasa|image|img|dsc|dscn|dcim|cof|sdr|hdr|oppo[_ ]?\d*|binary comment|screenshot|camera roll|charset="?ascii"?|ascii|created with gimp|dcf 1\.0|lead technologies inc\..*)$/i,
  /^\[?(unicode|jis|ascii|undefined)( encod(ed text|ing))?\]?$/i,
  /^(dsc|dscn|dscf|img|pict|p|sam|cimg|imgp|mvc|hpim|pxl|vid|wp)[_-]?\d[\d_-]*(\.\w{2,4})?$/i,
  /^[\s\p{P}\p{S}0]*$/u,
];

const letters = (text: string | undefined): string => text?.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase() ?? '';

/** A camera that introduces itself is no description either. */
const isModel = (text: string, { exif }: Embedded): boolean => letters(text) !== '' && letters(text) === letters(firstText(exif, 'Model'));

function first(embedded: Embedded, order: readonly Source[], clean: (text: string) => string | undefined): string | undefined {
  const wasWritten = (text: string) => !isModel(text, embedded) && !boilerplate.some((pattern) => pattern.test(text));
  for (const source of order) {
    const text = sources[source]?.(embedded);
    const clear = text === undefined ? undefined : clean(text);
    if (clear !== undefined && wasWritten(clear)) return clear;
  }
  return undefined;
}

/** The core's columns, as far as the picture itself tells. */
export function readFields(embedded: Embedded, { title: titles, description: descriptions, author: authors }: MetadataSettings): ReadingFields {
  const title = first(embedded, titles, (text) => oneLine(text, 200));
  const description = first(embedded, descriptions, (text) => cleaned(text, 10_000));
  const author = first(embedded, authors, (text) => oneLine(text, 200));
  return {
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    ...(author !== undefined && { author }),
    ...readTaken(embedded),
  };
}
