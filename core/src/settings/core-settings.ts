// Only the types of typebox: loading it takes 15 MB in every process.
import type { XStatic } from 'typebox/schema';
import type { Check, SettingsSchema } from './settings-schema.ts';

const edges = [320, 480, 720, 1080, 1600, 2400];

/** What the core itself can be told. Titles and descriptions are texts of the core: `settings.<name>`, `settings.<name>.help`. */
const schema = {
  type: 'object',
  required: [
    'galleryName',
    'language',
    'theme',
    'sizes',
    'format',
    'quality',
    'publicMaxAge',
    'accelRedirect',
    'imagesPerPage',
    'albumsPerPage',
    'newestOnHome',
    'uploadMegabytes',
    'registration',
    'registrationGroups',
    'backup.every',
    'backup.keep',
    'activityDays',
    'activityAddresses',
  ],
  properties: {
    galleryName: { type: 'string', minLength: 1, maxLength: 100, pattern: '\\S', default: 'Picturerail' },
    language: { type: 'string', pattern: '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$', default: 'en' },
    theme: { type: 'string', pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 20, default: 'atelier' },
    sizes: {
      type: 'array',
      items: {
        type: 'object',
        required: ['name', 'edge', 'fit'],
        properties: {
          name: { type: 'string', pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 20 },
          edge: { type: 'integer', minimum: 16, maximum: 8192 },
          fit: { enum: ['inside', 'square'] },
        },
        additionalProperties: false,
      },
      minItems: 2,
      maxItems: 20,
      default: [{ name: 'square', edge: 240, fit: 'square' }, ...edges.map((edge) => ({ name: String(edge), edge, fit: 'inside' }))],
    },
    format: { enum: ['jpeg', 'webp'], default: 'jpeg' },
    quality: { type: 'integer', minimum: 30, maximum: 100, default: 82 },
    publicMaxAge: { type: 'integer', minimum: 0, maximum: 31_536_000, default: 3600 },
    accelRedirect: { type: 'boolean', default: false },
    imagesPerPage: { type: 'integer', minimum: 1, maximum: 200, default: 60 },
    albumsPerPage: { type: 'integer', minimum: 1, maximum: 500, default: 60 },
    newestOnHome: { type: 'integer', minimum: 0, maximum: 200, default: 24 },
    uploadMegabytes: { type: 'integer', minimum: 1, maximum: 2000, default: 500 },
    registration: { type: 'boolean', default: false },
    registrationGroups: { type: 'array', items: { type: 'string', minLength: 1, maxLength: 100 }, maxItems: 50, default: [] },
    'backup.every': { enum: ['never', 'day', 'week', 'month'], default: 'never' },
    'backup.keep': { type: 'integer', minimum: 1, maximum: 100, default: 7 },
    activityDays: { type: 'integer', minimum: 1, maximum: 3650, default: 180 },
    activityAddresses: { enum: ['none', 'shortened', 'full'], default: 'shortened' },
    'mail.smtpUrl': {
      type: 'string',
      writeOnly: true,
      maxLength: 500,
      pattern: '^smtps?://(([^\\s:/@?#%]|%[0-9A-Fa-f]{2})+(:([^\\s:/@?#%]|%[0-9A-Fa-f]{2})*)?@)?([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:]+\\])(:[0-9]{1,5})?/?$',
      examples: ['smtp://user:password@mail.example.org:587'],
    },
    'mail.from': { type: 'string', format: 'email', maxLength: 254, examples: ['gallery@example.org'] },
  },
  additionalProperties: false,
} as const;
export type CoreSettings = Readonly<XStatic<typeof schema>>;
export const coreSettingsSchema: SettingsSchema = schema;

/** Names stand in URLs and on disk, so they are unique; lists of albums need the square, pages something to choose from. */
export const checkCoreSettings: Check = (values) => {
  const { sizes, registration, 'mail.from': sender } = values as unknown as CoreSettings;
  if (registration && sender === undefined)
    return { name: 'registration', problem: 'addresses of new accounts are confirmed by mail: set "mail.smtpUrl" and "mail.from" first' };
  const wrong = (problem: string) => ({ name: 'sizes', problem });
  const twice = sizes.find((one, index) => sizes.findIndex(({ name }) => name === one.name) !== index);
  if (twice) return wrong(`the name "${twice.name}" stands twice; each size has a name of its own`);
  const square = sizes.find(({ name }) => name === 'square');
  if (square?.fit !== 'square') return wrong('there must be one named "square" whose "fit" is "square"');
  if (!sizes.some(({ fit }) => fit === 'inside')) return wrong('there must be one whose "fit" is "inside"');
  if (sizes.some(({ name }) => name === 'original')) return wrong('"original" is the name of what was uploaded; a size has another');
  return null;
};
