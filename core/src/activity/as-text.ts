import type { Activity } from './read-activity.ts';

const columns = ['time', 'area', 'deed', 'user_id', 'user', 'from', 'object_id', 'object', 'detail', 'amount'] as const;

type Value = string | number | null;

const valuesOf = (one: Activity): readonly Value[] => [
  new Date(one.doneAt).toISOString(),
  one.area,
  one.deed,
  one.userId,
  one.userName,
  one.origin,
  one.objectId,
  one.objectName,
  one.detail,
  one.amount,
];

/** A line of a table as RFC 4180 has it. */
export const csvLine = (values: readonly Value[]): string => `${values.map(cell).join(',')}\r\n`;

/** Says what stands in the columns. */
export const csvHead = (): string => csvLine(columns);
export const asCsvLine = (one: Activity): string => csvLine(valuesOf(one));

/** Spreadsheets take what begins like this for a formula and reckon it: a name that somebody gave himself must stay a name. */
const isFormula = /^[=+\-@\t\r\n＝＋－＠]/;

function cell(value: Value): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = isFormula.test(value) ? `'${value}` : value;
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export const asJsonLine = (one: Activity): string => {
  const values = valuesOf(one);
  return `${JSON.stringify(Object.fromEntries(columns.map((name, at) => [name, values[at] ?? null])))}\n`;
};
