import type { Json } from '@picturerail/sdk';
import type { Explained, SettingsSchema } from '#settings';
import { columnsOf, type FieldKind, isObject, kindOf } from './field-kind.ts';
import { forgetName, inputName } from './read-values.ts';

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** What stands in one input. */
export interface Input {
  readonly name: string;
  readonly kind: FieldKind;
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly value: string;
  /** Whole numbers only. */
  readonly whole: boolean;
  /** As attributes of an input have them, empty where there is none. */
  readonly limits: { readonly min: string; readonly max: string; readonly maxLength: string };
}

/** One setting as the template gets it. */
export interface Field extends Input {
  readonly id: string;
  readonly help: string;
  readonly problem: string | null;
  /** Somebody set it: it can go back to its default. */
  readonly isSet: boolean;
  readonly setting: string;
  readonly checked: boolean;
  /** For `order`: a choice for each place, empty where none is. */
  readonly places: readonly string[];
  /** For `rows`: labels of the columns, and the inputs of each line, an empty one last. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Input[])[];
  /** Of the box that takes a secret away. */
  readonly forget: string;
}

/** How settings and their choices are called. */
export interface Words {
  label(setting: string, schema: SettingsSchema): string;
  help(setting: string, schema: SettingsSchema): string;
  /** Of a choice, or of a column. */
  part(setting: string, part: string): string;
  /** Choices that only this gallery knows, where a schema allows any text. */
  choices(setting: string): readonly Choice[] | undefined;
}

interface Given {
  readonly words: Words;
  /** As typed, where it is shown again; else as it is. */
  readonly typed: { readonly [setting: string]: Json | undefined };
  readonly problems: { readonly [setting: string]: string };
}

export function fieldsOf(explained: readonly Explained[], properties: ReadonlyMap<string, SettingsSchema>, given: Given): Field[] {
  return explained.flatMap((setting) => {
    const schema = properties.get(setting.name);
    return schema ? [fieldOf(setting, schema, given)] : [];
  });
}

function fieldOf({ name, value: stored, isSet, secret }: Explained, schema: SettingsSchema, { words, typed, problems }: Given): Field {
  const value = secret ? undefined : (typed[name] ?? stored);
  const own = words.choices(name);
  const kind = own ? 'choice' : kindOf(schema);
  const listed = kind === 'order' && isObject(schema.items) ? schema.items : schema;
  const choices = own ?? choicesOf(listed, (choice) => words.part(name, choice));
  return {
    setting: name,
    id: `setting-${name}`,
    name: inputName(name),
    kind,
    ...boundsOf(schema),
    choices,
    label: words.label(name, schema),
    help: words.help(name, schema),
    problem: problems[name] ?? null,
    isSet,
    value: textOf(value, kind),
    checked: value === true,
    places: kind === 'order' ? placesOf(value, schema, choices.length) : [],
    columns: kind === 'rows' ? columnsOf(schema.items).map((column) => words.part(name, column.name)) : [],
    rows: kind === 'rows' ? rowsOf(value, schema, { name, words }) : [],
    forget: forgetName(name),
  };
}

const boundsOf = ({ type, minimum, maximum, maxLength }: SettingsSchema): Pick<Input, 'whole' | 'limits'> => {
  const text = (value: Json | undefined) => (typeof value === 'number' ? String(value) : '');
  return { whole: type === 'integer', limits: { min: text(minimum), max: text(maximum), maxLength: text(maxLength) } };
};

const choicesOf = (schema: SettingsSchema, label: (choice: string) => string): Choice[] =>
  Array.isArray(schema.enum) ? schema.enum.map((value: Json) => ({ value: String(value), label: label(String(value)) })) : [];

function textOf(value: Json | undefined, kind: FieldKind): string {
  if (value === undefined || value === null) return '';
  if (kind === 'lines' && Array.isArray(value)) return value.join('\n');
  if (typeof value === 'object') return JSON.stringify(value, null, 2);
  return String(value);
}

/** As many as can be chosen, those that are come first. */
function placesOf(value: Json | undefined, { maxItems }: SettingsSchema, choices: number): string[] {
  const chosen = Array.isArray(value) ? value.map(String) : [];
  const most = Math.max(chosen.length, typeof maxItems === 'number' ? Math.min(maxItems, choices) : choices);
  return Array.from({ length: most }, (_, place) => chosen[place] ?? '');
}

function rowsOf(value: Json | undefined, { items }: SettingsSchema, { name, words }: { readonly name: string; readonly words: Words }): Input[][] {
  const rows = [...(Array.isArray(value) ? value : []), {}];
  return rows.map((row, index) =>
    columnsOf(items).map(({ name: column, schema, kind }) => ({
      name: `${inputName(name)}.${index}.${column}`,
      kind,
      ...boundsOf(schema),
      label: words.part(name, column),
      choices: choicesOf(schema, (choice) => words.part(name, `${column}.${choice}`)),
      value: textOf(isObject(row) ? row[column] : undefined, kind),
    })),
  );
}
