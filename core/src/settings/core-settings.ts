import { type Static, Type } from 'typebox';
import type { Check, SettingsSchema } from './settings-schema.ts';

const size = Type.Object(
  {
    name: Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 20 }),
    edge: Type.Integer({ minimum: 16, maximum: 8192 }),
    fit: Type.Enum(['inside', 'square']),
  },
  { additionalProperties: false },
);

const edges = [320, 480, 720, 1080, 1600, 2400];
const defaultSizes: Static<typeof size>[] = [
  { name: 'square', edge: 240, fit: 'square' },
  ...edges.map((edge) => ({ name: String(edge), edge, fit: 'inside' as const })),
];

/** What the core itself can be told. Titles and descriptions are texts of the core: `settings.<name>`, `settings.<name>.help`. */
const schema = Type.Object(
  {
    galleryName: Type.String({ minLength: 1, maxLength: 100, pattern: '\\S', default: 'Picturerail' }),
    language: Type.String({ pattern: '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$', default: 'en' }),
    theme: Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 20, default: 'atelier' }),
    sizes: Type.Array(size, { minItems: 2, maxItems: 20, default: defaultSizes }),
    format: Type.Enum(['jpeg', 'webp'], { default: 'jpeg' }),
    quality: Type.Integer({ minimum: 30, maximum: 100, default: 82 }),
    publicMaxAge: Type.Integer({ minimum: 0, maximum: 31_536_000, default: 3600 }),
    accelRedirect: Type.Boolean({ default: false }),
    imagesPerPage: Type.Integer({ minimum: 1, maximum: 200, default: 60 }),
    albumsPerPage: Type.Integer({ minimum: 1, maximum: 500, default: 60 }),
    newestOnHome: Type.Integer({ minimum: 0, maximum: 200, default: 24 }),
  },
  { additionalProperties: false },
);
export type CoreSettings = Readonly<Static<typeof schema>>;
export const coreSettingsSchema = schema as unknown as SettingsSchema;

/** Names stand in URLs and on disk, so they are unique; lists of albums need the square, pages something to choose from. */
export const checkCoreSettings: Check = (values) => {
  const { sizes } = values as unknown as CoreSettings;
  const wrong = (problem: string) => ({ name: 'sizes', problem });
  const twice = sizes.find((one, index) => sizes.findIndex(({ name }) => name === one.name) !== index);
  if (twice) return wrong(`the name "${twice.name}" stands twice; each size has a name of its own`);
  const square = sizes.find(({ name }) => name === 'square');
  if (square?.fit !== 'square') return wrong('there must be one named "square" whose "fit" is "square"');
  if (!sizes.some(({ fit }) => fit === 'inside')) return wrong('there must be one whose "fit" is "inside"');
  if (sizes.some(({ name }) => name === 'original')) return wrong('"original" is the name of what was uploaded; a size has another');
  return null;
};
