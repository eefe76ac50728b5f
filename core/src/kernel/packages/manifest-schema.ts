/** First words of the gallery's own commands: `picturerail <plugin> ...` is the plugin's. */
export const commandWords: readonly string[] = [
  'album',
  'backup',
  'config',
  'demo',
  'doctor',
  'group',
  'help',
  'import',
  'jobs',
  'mail',
  'migrate',
  'plugin',
  'restore',
  'start',
  'theme',
  'user',
];

/** At most 20 characters of lower-case words joined by single dashes. */
export const idPattern = '^(?=.{2,20}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$';

const text = { type: 'string', minLength: 1, maxLength: 500 };
/** What would lead out of the package is no place in it. */
const inside = '^\\./(?!(.*/)?\\.\\.(/|$))';
const folder = { type: 'string', pattern: `${inside}[^\\\\]+$` };
const byName = (pattern: string, values: object) => ({ type: 'object', patternProperties: { [pattern]: values }, additionalProperties: false });
const range = { type: 'string', format: 'semver-range' };
const token = '^[a-z][a-zA-Z0-9.-]*@[0-9]+$';

const needs = {
  type: 'object',
  additionalProperties: false,
  properties: { plugins: byName(idPattern, range), services: byName(token, range) },
};

/** A host, or bytes that stand in the page itself. What would let any script run, or anything load from anywhere, is no source. */
const host = '(https|wss)://(\\*\\.)?[a-z0-9-]+(\\.[a-z0-9-]+)+(:[0-9]+)?(/[A-Za-z0-9._~/-]*)?';
const sources = (pattern: string) => ({ type: 'array', items: { type: 'string', maxLength: 200, pattern: `^(${pattern})$` } });
const anySource = sources(`${host}|data:|blob:`);
const hosts = sources(host);

/** Of the `picturerail` key in package.json; `Manifest` in the SDK says what each means. */
export const manifestSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['manifestVersion', 'id', 'kind', 'displayName', 'api'],
  properties: {
    manifestVersion: { const: 1 },
    id: { type: 'string', pattern: idPattern, not: { enum: ['core', 'gallery', ...commandWords] } },
    kind: { enum: ['plugin', 'theme'] },
    displayName: text,
    description: text,
    category: text,
    api: range,
    entry: { type: 'string', pattern: `${inside}[^\\\\]+\\.m?js$` },
    activeByDefault: { type: 'boolean' },
    requires: needs,
    optional: needs,
    conflicts: needs,
    provides: {
      type: 'object',
      additionalProperties: false,
      properties: { services: byName(token, { type: 'string', format: 'semver' }) },
    },
    capabilities: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['name', 'why'],
        properties: {
          name: { enum: ['db-raw', 'fetch', 'mail', 'originals-read', 'media-steps', 'guards', 'top-level-routes'] },
          why: text,
          hosts: { type: 'array', items: { type: 'string', format: 'host' } },
        },
      },
    },
    rights: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['key', 'label'],
        properties: {
          key: { type: 'string', maxLength: 60, pattern: '^[a-z][a-z0-9-]*\\.[a-z][a-z0-9-]*$' },
          label: text,
          default: { type: 'array', items: { enum: ['webmaster', 'administrator', 'user', 'generic', 'visitor'] } },
        },
      },
    },
    settings: { type: 'object' },
    routes: { type: 'array', items: { type: 'string', maxLength: 100, pattern: '^(/[a-z0-9][a-z0-9._-]*)+$' } },
    csp: {
      type: 'object',
      additionalProperties: false,
      properties: {
        'script-src': hosts,
        'style-src': hosts,
        'img-src': anySource,
        'media-src': anySource,
        'font-src': anySource,
        'connect-src': anySource,
        'frame-src': hosts,
        'worker-src': anySource,
        'form-action': hosts,
      },
    },
    tables: { type: 'array', items: { type: 'string', pattern: '^[a-z][a-z0-9]*(_[a-z0-9]+)*$' } },
    locales: folder,
    assets: folder,
    migrations: folder,
    parent: { type: 'string', pattern: idPattern },
    slots: { type: 'array', items: { type: 'string', pattern: '@[0-9]+$' } },
  },
  if: { required: ['kind'], properties: { kind: { const: 'plugin' } } },
  // biome-ignore lint/suspicious/noThenProperty: JSON Schema's own keyword
  then: { required: ['entry'] },
};
