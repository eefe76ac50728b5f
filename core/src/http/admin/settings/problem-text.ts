import type { Texts } from '#i18n';
import type { Problem } from '#settings';
import type { SettingsForm } from './settings-form.ts';

/** What is wrong with a value, in the language of the form; where nobody has translated it, as the settings say it. */
export function problemText(
  texts: Texts,
  { language, words }: Pick<SettingsForm, 'language' | 'words'>,
  { setting, problem }: { readonly setting: string; readonly problem: Problem },
): string {
  const text = texts.find('core', language, `settings.problem.${problem.key}`, problem.values);
  if (text === undefined) return problem.sentence;
  if (problem.place === '') return text;
  // `[2].edge` is the column "Edge" in the third line.
  const [, index, column] = /^\[(\d+)\]\.([^.[]+)$/.exec(problem.place) ?? [];
  if (index === undefined || column === undefined) return `${problem.place}: ${text}`;
  return `${texts.t('core', language, 'admin.settings.cell', { column: words.part(setting, column), row: Number(index) + 1 })}: ${text}`;
}
