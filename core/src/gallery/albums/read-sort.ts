import type { SortRule } from './album.ts';
import { sortRuleUnknown } from './errors.ts';

const rules: readonly SortRule[] = ['taken', 'taken-desc', 'added', 'added-desc', 'name', 'natural', 'manual'];

/** Errors: `album-sort-unknown`. */
export function readSort(given: string): SortRule {
  const rule = rules.find((one) => one === given);
  if (!rule) throw sortRuleUnknown(given);
  return rule;
}
