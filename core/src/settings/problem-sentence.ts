import type { ErrorObject } from 'ajv';
import { closestWord } from '#kernel';

const shown = (value: unknown): string => {
  const text = typeof value === 'string' ? `"${value}"` : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
};

const articles: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'nothing',
};

/** `/sizes/0/edge` as people write it: `sizes[0].edge`. */
const placeOf = (path: string): string =>
  path
    .split('/')
    .slice(1)
    .map((part) => (/^\d+$/.test(part) ? `[${part}]` : `.${part.replaceAll('~1', '/').replaceAll('~0', '~')}`))
    .join('')
    .replace(/^\./, '');

const count = (number: number, one: string, many: string) => `${number} ${number === 1 ? one : many}`;

const sentences: Record<string, (error: ErrorObject) => string> = {
  type: ({ data, params }) =>
    `${shown(data)} is not ${[params.type]
      .flat()
      .map((type: string) => articles[type] ?? type)
      .join(' or ')}`,
  enum: ({ data, params }) => oneOf(data, params.allowedValues),
  const: ({ data, params }) => `${shown(data)} must be ${shown(params.allowedValue)}`,
  minimum: ({ data, params }) => `${shown(data)} is too small; the least is ${params.limit}`,
  maximum: ({ data, params }) => `${shown(data)} is too large; the most is ${params.limit}`,
  exclusiveMinimum: ({ data, params }) => `${shown(data)} is too small; it must be above ${params.limit}`,
  exclusiveMaximum: ({ data, params }) => `${shown(data)} is too large; it must be below ${params.limit}`,
  multipleOf: ({ data, params }) => `${shown(data)} is not a multiple of ${params.multipleOf}`,
  minLength: ({ data, params }) => `${shown(data)} is too short; at least ${count(params.limit, 'character', 'characters')}`,
  maxLength: ({ data, params }) => `${shown(data)} is too long; at most ${count(params.limit, 'character', 'characters')}`,
  pattern: ({ data, params }) => `${shown(data)} does not have the form ${params.pattern}`,
  format: ({ data, params }) => `${shown(data)} is not a valid ${params.format}`,
  minItems: ({ params }) => `the list is too short; at least ${count(params.limit, 'entry', 'entries')}`,
  maxItems: ({ params }) => `the list is too long; at most ${count(params.limit, 'entry', 'entries')}`,
  uniqueItems: ({ params }) => `entries ${params.j} and ${params.i} of the list are the same`,
  required: ({ params }) => `"${params.missingProperty}" is missing`,
  additionalProperties: ({ params, parentSchema }) => {
    const closest = closestWord(params.additionalProperty, Object.keys((parentSchema?.properties as object | undefined) ?? {}));
    return `"${params.additionalProperty}" is not known${closest ? `; did you mean "${closest}"?` : ''}`;
  },
};

function oneOf(data: unknown, allowed: readonly unknown[]): string {
  const closest = typeof data === 'string' ? closestWord(data, allowed.map(String)) : undefined;
  return closest
    ? `${shown(data)} is not one of ${allowed.map(shown).join(', ')}; did you mean "${closest}"?`
    : `${shown(data)} is not one of ${allowed.map(shown).join(', ')}`;
}

/** What is wrong with a value, as half a sentence: needs ajv's `verbose`. */
export function problemSentence(errors: readonly ErrorObject[] | null | undefined): string {
  // A misspelt name is also a missing one: the misspelling says more.
  const error = errors?.find(({ keyword }) => keyword === 'additionalProperties') ?? errors?.[0];
  if (!error) return 'it is not valid';
  const place = placeOf(error.instancePath);
  const sentence = sentences[error.keyword]?.(error) ?? `${shown(error.data)} ${error.message ?? 'is not valid'}`;
  return place === '' ? sentence : `${place}: ${sentence}`;
}
