/**
 * Doctor: what a check is, and how checks are run. Each room brings its own (`<room>/doctor`), because it alone knows
 * what it keeps twice. This room knows no table and no file; it refuses to guess: what cannot be mended without losing
 * something is only reported. Words it owns: check, finding.
 */
export type { Check, CheckOptions, Wrong } from './check.ts';
export { type Examination, type Finding, isSound, runChecks } from './run-checks.ts';
