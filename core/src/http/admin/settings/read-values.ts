import type { Json } from '@picturerail/sdk';
import type { SettingsSchema } from '#settings';
import { columnsOf, type FieldKind, kindOf } from './field-kind.ts';

/** Of a form's field: settings may be called as anything else in it. */
export const inputName = (setting: string): string => `v.${setting}`;
/** Of the box that takes a secret away. */
export const forgetName = (setting: string): string => `forget.${setting}`;

/** What a form holds, by setting: null goes back to what lies below, undefined leaves it as it is. What does not fit comes as it was typed. */
export function readValues(form: URLSearchParams, properties: ReadonlyMap<string, SettingsSchema>): { [name: string]: Json | undefined } {
  return Object.fromEntries([...properties].map(([name, schema]) => [name, readValue(form, name, schema)]));
}

function readValue(form: URLSearchParams, setting: string, schema: SettingsSchema): Json | undefined {
  const name = inputName(setting);
  const typed = form.get(name) ?? '';
  switch (kindOf(schema)) {
    case 'secret':
      return form.has(forgetName(setting)) ? null : typed === '' ? undefined : typed;
    case 'boolean':
      return form.has(name);
    case 'order':
      return form.getAll(name).filter((value) => value !== '');
    case 'lines':
      return linesOf(typed).filter((line) => line.trim() !== '');
    case 'rows':
      return rowsIn(form, name, schema);
    default:
      return typed === '' && schema.default === undefined ? null : readText(typed, kindOf(schema), schema);
  }
}

function readText(typed: string, kind: FieldKind, schema: SettingsSchema): Json {
  switch (kind) {
    case 'number':
      return /^[+-]?\d+(\.\d+)?$/.test(typed.trim()) ? Number(typed) : typed;
    case 'choice':
      return (schema.enum as Json[]).find((value) => String(value) === typed) ?? typed;
    case 'json':
      return parsed(typed);
    default:
      // Forms send line ends as they were on the first terminals.
      return typed.replaceAll('\r\n', '\n');
  }
}

const linesOf = (typed: string): string[] => typed.split(/\r?\n/);

/** Lines of fields up to the first that is not there; those that are all empty are left out. */
function rowsIn(form: URLSearchParams, name: string, schema: SettingsSchema): Json[] {
  const columns = columnsOf(schema.items);
  const first = columns[0]?.name ?? '';
  const rows: Json[] = [];
  for (let row = 0; form.has(`${name}.${row}.${first}`); row++) {
    const typed = columns.map((column) => ({ ...column, text: form.get(`${name}.${row}.${column.name}`) ?? '' }));
    if (typed.every(({ text, kind }) => kind === 'choice' || text === '')) continue;
    rows.push(Object.fromEntries(typed.map(({ name: key, text, kind, schema: own }) => [key, readText(text, kind, own)])));
  }
  return rows;
}

function parsed(typed: string): Json {
  try {
    return JSON.parse(typed) as Json;
  } catch {
    return typed;
  }
}
