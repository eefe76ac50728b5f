import type { FormField } from '@picturerail/sdk';

type Given = Pick<FormField, 'name' | 'label'> & Partial<FormField>;

/** A field of a form: a line of text that has to be filled in, where nothing else is said. */
export const formField = (given: Given): FormField => ({
  help: null,
  type: 'text',
  value: '',
  autocomplete: 'off',
  required: true,
  readOnly: false,
  options: [],
  problem: null,
  ...given,
});
