import type { Html, ImageView, Rail } from '@picturerail/sdk';
import { html } from '@picturerail/sdk';
import type { Facts } from '../reading/facts.ts';
import type { MetadataSettings } from '../settings.ts';
import { cameraName } from './camera-name.ts';
import { formatAltitude, formatExposure, formatFocalLength, formatPosition, type Wording } from './format-facts.ts';

type FactsRow = Facts & { readonly image_id: number };
interface KeywordRow {
  readonly image_id: number;
  readonly position: number;
  readonly keyword: string;
}

/** A label's key and what stands beside it; rows without a value are left out, and sections without rows. */
type Row = readonly [key: string, value: string | null];

function section({ t }: Wording, heading: string, rows: readonly Row[]): Html | null {
  const known = rows.filter(([, value]) => value !== null && value !== '');
  if (known.length === 0) return null;
  return html`<section><h2>${t(heading)}</h2><dl>${known.map(([key, value]) => html`<div><dt>${t(key)}</dt><dd>${value}</dd></div>`)}</dl></section>`;
}

function keywordList({ t }: Wording, keywords: readonly string[]): Html | null {
  if (keywords.length === 0) return null;
  return html`<section><h2>${t('keywords')}</h2><ul class="keywords">${keywords.map((keyword) => html`<li>${keyword}</li>`)}</ul></section>`;
}

function renderPanel(facts: Facts, keywords: readonly string[], wording: Wording, showPlace: boolean): Html | null {
  const place: readonly Row[] = [
    ['place', facts.place],
    ['position', formatPosition(facts, wording)],
    ['altitude', formatAltitude(facts, wording)],
  ];
  const sections = [
    section(wording, 'camera', [
      ['body', cameraName(facts.make, facts.model)],
      ['lens', facts.lens],
      ['exposure', formatExposure(facts, wording)],
      ['focalLength', formatFocalLength(facts, wording)],
    ]),
    showPlace ? section(wording, 'place.heading', place) : null,
    keywordList(wording, keywords),
    section(wording, 'rights', [['copyright', facts.copyright]]),
  ].filter((one) => one !== null);
  return sections.length === 0 ? null : html`${sections}`;
}

/** What is known of each image, as sections of the panel beside it. Two queries, however many images; one where nothing is known. */
export async function renderPanels(rail: Rail<MetadataSettings>, images: readonly ImageView[], language: string): Promise<(Html | null)[]> {
  const ids = images.map(({ id }) => id);
  const { showPlace } = await rail.settings.get();
  const facts = await rail.db.table<FactsRow>('facts').select({ where: { image_id: ids } });
  if (facts.length === 0) return ids.map(() => null);
  const keywords = await rail.db.table<KeywordRow>('keywords').select({ where: { image_id: ids }, orderBy: ['image_id', 'position'] });
  const wording: Wording = { language, t: (key, values) => rail.i18n.t(language, key, values) };
  return ids.map((id) => {
    const known = facts.find((row) => row.image_id === id);
    const listed = keywords.filter((row) => row.image_id === id).map(({ keyword }) => keyword);
    return known ? renderPanel(known, listed, wording, showPlace) : null;
  });
}
