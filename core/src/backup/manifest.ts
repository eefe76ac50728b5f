import type { MigrationTable } from '@picturerail/sdk';
import { Ajv } from 'ajv';
import type { Dialect, TableColumn } from '#database';

export const manifestName = 'backup.json';
export const originalsList = 'originals.jsonl';
export const formatVersion = 1;

export interface KeptMigration {
  readonly owner: string;
  readonly name: string;
  readonly steps: number;
  readonly done: number;
}

/** The rows of a table, in `tables/<name>.jsonl.gz`: a line for each, a list of values in the order of the columns. */
export interface KeptTable {
  readonly name: string;
  readonly columns: readonly TableColumn[];
  readonly primary: readonly string[];
  readonly rows: number;
  /** Of the lines, before they are compressed. */
  readonly sha256: string;
  /** The id that the next row gets; null where the table counts none. */
  readonly nextId: number | null;
  /** Of a plugin's table: what makes it again. */
  readonly definition?: MigrationTable;
}

export interface KeptFile {
  /** Below the backup and below DATA_DIR alike. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** `originals.jsonl` has a line for each, in the order of the images' ids. */
export interface KeptOriginals {
  /** False where only the list was made. */
  readonly held: boolean;
  readonly count: number;
  readonly bytes: number;
  /** Those that the gallery itself had lost. */
  readonly missing: number;
  /** Of the list. */
  readonly sha256: string;
}

/** `backup.json`: what a backup holds. */
export interface BackupManifest {
  readonly format: number;
  /** `database`: the tables and the key alone, as before a migration. */
  readonly kind: 'gallery' | 'database';
  readonly picturerail: string;
  /** ISO 8601. */
  readonly madeAt: string;
  readonly database: Dialect;
  /** Tells the right secret key without telling the key. */
  readonly keyCheck: string;
  readonly migrations: readonly KeptMigration[];
  readonly tables: readonly KeptTable[];
  readonly originals: KeptOriginals | null;
  /** Folders that were imported in place, whose pictures are not part of any backup. */
  readonly roots: readonly string[];
  readonly files: readonly KeptFile[];
}

const text = { type: 'string', maxLength: 4_096 };
const amount = { type: 'integer', minimum: 0 };
const digest = { type: 'string', pattern: '^[0-9a-f]{64}$' };
const identifier = { type: 'string', pattern: '^[a-z][a-z0-9_]{0,62}$' };
const identifiers = { type: 'array', items: identifier };
const object = (properties: Readonly<Record<string, object>>, optional: readonly string[] = []) => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  properties,
});
const list = (items: object) => ({ type: 'array', items });
const named = (values: object) => ({ type: 'object', additionalProperties: values });

const definition = object(
  {
    columns: named(
      object(
        {
          type: { enum: ['id', 'integer', 'bigint', 'real', 'text', 'string', 'blob', 'boolean'] },
          length: { type: 'integer', minimum: 1, maximum: 500 },
          null: { type: 'boolean' },
          default: { type: ['string', 'number'] },
          references: { enum: ['images', 'albums', 'users'] },
        },
        ['length', 'null', 'default', 'references'],
      ),
    ),
    primary: identifiers,
    indexes: named(identifiers),
    unique: named(identifiers),
  },
  ['primary', 'indexes', 'unique'],
);

const table = object(
  {
    name: identifier,
    columns: list(object({ name: identifier, kind: { enum: ['integer', 'real', 'text', 'blob'] } })),
    primary: identifiers,
    rows: amount,
    sha256: digest,
    nextId: { type: ['integer', 'null'], minimum: 0 },
    definition,
  },
  ['definition'],
);

const ajv = new Ajv({ strict: true, allowUnionTypes: true, strictRequired: false });

/** Of what was parsed; false for anything that this version could not have written. */
export const isManifest = ajv.compile<BackupManifest>(
  object({
    format: { const: formatVersion },
    kind: { enum: ['gallery', 'database'] },
    picturerail: text,
    madeAt: text,
    database: { enum: ['sqlite', 'mysql'] },
    keyCheck: { type: 'string', pattern: '^[0-9a-f]{32}$' },
    migrations: list(object({ owner: text, name: text, steps: amount, done: amount })),
    tables: list(table),
    originals: {
      anyOf: [{ type: 'null' }, object({ held: { type: 'boolean' }, count: amount, bytes: amount, missing: amount, sha256: digest })],
    },
    roots: list(text),
    files: list(object({ path: text, bytes: amount, sha256: digest })),
  }),
);

/** What is wrong with what was found not to be a manifest. */
export const whatIsWrong = (): string => ajv.errorsText(isManifest.errors, { dataVar: manifestName });
