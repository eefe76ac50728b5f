import { type Static, Type } from 'typebox';
import type { SettingsSchema } from './settings-schema.ts';

const size = Type.Object(
  {
    name: Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 20, title: 'Name' }),
    edge: Type.Integer({ minimum: 16, maximum: 8192, title: 'Longer edge in pixels' }),
    fit: Type.Union([Type.Literal('inside'), Type.Literal('square')], { title: 'Fit' }),
  },
  { additionalProperties: false },
);

const edges = [320, 480, 720, 1080, 1600, 2400];

/** What the core itself can be told. Titles are keys of the core's texts, `settings.<name>`. */
const schema = Type.Object(
  {
    galleryName: Type.String({ minLength: 1, maxLength: 100, pattern: '\\S', default: 'Picturerail' }),
    language: Type.String({ pattern: '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$', default: 'en' }),
    theme: Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 20, default: 'atelier' }),
    sizes: Type.Array(size, {
      minItems: 2,
      maxItems: 20,
      default: [{ name: 'square', edge: 240, fit: 'square' }, ...edges.map((edge) => ({ name: String(edge), edge, fit: 'inside' }))],
    }),
    format: Type.Union([Type.Literal('jpeg'), Type.Literal('webp')], { default: 'jpeg' }),
    quality: Type.Integer({ minimum: 30, maximum: 100, default: 82 }),
    publicMaxAge: Type.Integer({ minimum: 0, maximum: 31_536_000, default: 3600 }),
    accelRedirect: Type.Boolean({ default: false }),
    imagesPerPage: Type.Integer({ minimum: 1, maximum: 200, default: 60 }),
    albumsPerPage: Type.Integer({ minimum: 1, maximum: 500, default: 60 }),
    newestOnHome: Type.Integer({ minimum: 0, maximum: 200, default: 24 }),
  },
  { additionalProperties: false },
);
export type CoreSettings = Static<typeof schema>;
export const coreSettingsSchema = schema as unknown as SettingsSchema;

/** A stable digest of what every derivative depends on: sizes, format and quality. Stands in the hash of media URLs. */
export declare function mediaRevision(core: CoreSettings): string;
