const rules = new Map<string, Intl.PluralRules>();

function rulesOf(language: string): Intl.PluralRules {
  const known = rules.get(language);
  if (known) return known;
  const made = new Intl.PluralRules(language);
  rules.set(language, made);
  return made;
}

/** Endings of the keys to try for a number, best first: a text for nothing at all (`zero`), the language's own form, `other`. */
export const pluralForms = (language: string, count: number): string[] => [...(count === 0 ? ['zero'] : []), rulesOf(language).select(count), 'other'];
