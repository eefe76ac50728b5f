import { GalleryError } from '@picturerail/sdk';

/** The sentence of anything thrown, for messages that name their cause. */
export const sentenceOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).trim().replace(/\.$/, '');

const fault = (code: string, message: string, cause?: unknown) => new GalleryError(code, message, { status: 500, ...(cause === undefined ? {} : { cause }) });

/** `fix` is a sentence of its own, or empty. */
const withFix = (message: string, fix: string): string => (fix === '' ? message : `${message} ${fix}`);
const didYouMean = (word: string | undefined): string => (word === undefined ? '' : `Did you mean "${word}"?`);

export const manifestInvalid = (file: string, problems: readonly string[]) =>
  new GalleryError('manifest-invalid', `The manifest in "${file}" cannot be used: ${problems.join('; ')}.`);

export const unknownPlugin = (id: string, closest: string | undefined) =>
  new GalleryError(
    'plugin-unknown',
    withFix(`There is no plugin "${id}" in this gallery.`, didYouMean(closest) || 'The command "picturerail plugin list" shows what there is.'),
    {
      status: 404,
    },
  );

export const pluginIsTheme = (id: string) =>
  new GalleryError('plugin-is-theme', `"${id}" is a theme, not a plugin: themes are chosen. Run: picturerail theme use ${id}`);

export const pluginCannotStart = (id: string, reason: string) => new GalleryError('plugin-cannot-start', `The plugin "${id}" cannot be activated: ${reason}`);

export const pluginIsNeeded = (id: string, dependents: readonly string[]) =>
  new GalleryError(
    'plugin-is-needed',
    `The plugin "${id}" cannot be deactivated alone, because ${dependents.map((name) => `"${name}"`).join(', ')} ${dependents.length === 1 ? 'needs' : 'need'} it. Run: picturerail plugin deactivate ${id} --cascade`,
    { status: 409, data: { dependents: [...dependents] } },
  );

export const loadFailed = (id: string, entry: string, cause: unknown) =>
  fault('plugin-load-failed', `The plugin "${id}" could not be loaded from "${entry}": ${sentenceOf(cause)}.`, cause);

export const notAPlugin = (id: string, entry: string) =>
  fault('plugin-has-no-setup', `The plugin "${id}" has no setup: the default export of "${entry}" must be definePlugin({ setup(rail) { ... } }).`);

export const phaseFailed = (id: string, phase: string, cause: unknown) =>
  fault('plugin-phase-failed', `The plugin "${id}" failed in ${phase}: ${sentenceOf(cause)}.`, cause);

export const tookTooLong = (plugin: string, where: string, ms: number) =>
  fault('plugin-too-slow', `The plugin "${plugin}" did not answer in ${where} within ${ms} ms; its late answer is not used.`);

export const badAnswer = (plugin: string, where: string, problem: string) =>
  fault('plugin-bad-answer', `The plugin "${plugin}" answered wrongly in ${where}: ${problem}.`);

export const tapFailed = (plugin: string, where: string, cause: unknown) =>
  fault('plugin-failed', `The plugin "${plugin}" failed in ${where}: ${sentenceOf(cause)}.`, cause);

export const unknownHook = (plugin: string, hook: string, closest: string | undefined) =>
  fault(
    'hook-unknown',
    withFix(`The plugin "${plugin}" taps the hook "${hook}", which does not exist.`, didYouMean(closest) || 'All hooks stand in hooks.ts of the SDK.'),
  );

export const wrongVerb = (plugin: string, hook: string, verb: string, right: string) =>
  fault('hook-wrong-verb', `The plugin "${plugin}" calls rail.${verb}('${hook}'), but this hook takes rail.${right}.`);

export const unknownSlot = (plugin: string, slot: string, closest: string) =>
  fault('slot-unknown', `The plugin "${plugin}" fills the slot "${slot}", which does not exist. Did you mean "${closest}"?`);

export const notAFunction = (plugin: string, where: string) =>
  fault('tap-not-a-function', `The plugin "${plugin}" gives ${where} something that is not a function.`);

export const capabilityMissing = (plugin: string, capability: string, what: string) =>
  fault(
    'capability-undeclared',
    `The plugin "${plugin}" uses ${what}, which needs the capability "${capability}". Add to "capabilities" in its manifest: { "name": "${capability}", "why": "..." }`,
  );

export const scopeClosed = (plugin: string, what: string) =>
  fault('plugin-stopped', `The plugin "${plugin}" is not running any more and cannot register ${what}.`);

export const registeredTwice = (plugin: string, what: string, by: string) =>
  fault('registered-twice', `The plugin "${plugin}" registers ${what}, which "${by}" has registered already.`);

export const memberMissing = (plugin: string, member: string) =>
  fault('rail-member-missing', `The plugin "${plugin}" uses rail.${member}, which this process does not offer.`);

export const outsideTransaction = (plugin: string, where: string) =>
  fault('decide-outside-transaction', `The plugin "${plugin}" uses rail.db in ${where}, which runs inside a transaction: use the tables it is given.`);

export const serviceUndeclared = (plugin: string, service: string, where: 'requires' | 'provides') =>
  fault(
    'service-undeclared',
    where === 'provides'
      ? `The plugin "${plugin}" provides the service "${service}" without saying so. Add to its manifest: "provides": { "services": { "${service}": "1.0.0" } }`
      : `The plugin "${plugin}" uses the service "${service}" without saying so. Add to its manifest: "requires": { "services": { "${service}": "^1.0.0" } }`,
  );

export const serviceGone = (plugin: string, service: string, provider: string) =>
  fault('service-gone', `The plugin "${plugin}" uses the service "${service}", but "${provider}", which provided it, is not running any more.`);
