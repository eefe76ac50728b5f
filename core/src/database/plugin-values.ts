import type { Json, KeyValues } from '@picturerail/sdk';
import { badValue, badValueKey } from './errors.ts';
import { deleteValue, readValue, readValues, writeValue } from './plugin-values-store.ts';
import type { Database } from './sql.ts';

const longestKey = 190;
const mostBytes = 1_048_576;

const bytesOf = (text: string): Buffer => Buffer.from(text, 'utf8');

/** No byte of UTF-8 is this large. */
const beyond = (prefix: Uint8Array): Buffer => Buffer.concat([prefix, Buffer.of(0xff)]);

function keyOf(plugin: string, key: string): Buffer {
  if (typeof key !== 'string' || key.length === 0 || key.length > longestKey || !key.isWellFormed()) throw badValueKey(plugin, key, longestKey);
  return bytesOf(key);
}

function textOf(plugin: string, key: string, value: Json): string {
  const text = jsonOf(value);
  if (text === undefined) throw badValue(plugin, key, 'it is not JSON; give it null, numbers, texts, lists and plain objects');
  const bytes = Buffer.byteLength(text);
  if (bytes > mostBytes)
    throw badValue(plugin, key, `it has ${bytes} bytes as JSON, and at most ${mostBytes} are kept; a table of the plugin's own holds more`);
  return text;
}

function jsonOf(value: unknown): string | undefined {
  try {
    return JSON.stringify(value) as string | undefined;
  } catch {
    return undefined;
  }
}

/** `rail.kv` over the table that all plugins share. */
export function pluginValues(database: Database, plugin: string): KeyValues {
  return {
    get: async <T extends Json>(key: string) => {
      const text = await readValue(database.read, plugin, keyOf(plugin, key));
      return text === undefined ? undefined : (JSON.parse(text) as T);
    },
    set: async (key, value) => {
      const row = { name: keyOf(plugin, key), value: textOf(plugin, key, value) };
      await database.transaction((tx) => writeValue(tx, plugin, row));
    },
    delete: async (key) => {
      const name = keyOf(plugin, key);
      return database.transaction((tx) => deleteValue(tx, plugin, name));
    },
    entries: async <T extends Json>(prefix = '') => {
      const from = prefix === '' ? bytesOf('') : keyOf(plugin, prefix);
      const rows = await readValues(database.read, plugin, from, beyond(from));
      return rows.map(({ name, value }) => [new TextDecoder().decode(name), JSON.parse(value) as T] as const);
    },
  };
}
