import { GalleryError } from '@picturerail/sdk';

/** The sentence of anything thrown, for messages that name their cause. */
export function sentenceOf(error: unknown): string {
  try {
    return String(error instanceof Error ? error.message : error)
      .trim()
      .replace(/\.$/, '');
  } catch {
    return 'it threw what no text can be made of';
  }
}

const fault = (code: string, message: string, cause?: unknown) => new GalleryError(code, message, { status: 500, ...(cause === undefined ? {} : { cause }) });

/** A sentence may end with a question, as that for what was meant. */
const withStop = (sentence: string): string => (sentence.endsWith('?') ? sentence : `${sentence}.`);
/** `fix` is a sentence of its own, or empty. */
const withFix = (message: string, fix: string): string => (fix === '' ? message : `${message} ${fix}`);
const didYouMean = (word: string | undefined): string => (word === undefined ? '' : `Did you mean "${word}"?`);

export const manifestInvalid = (file: string, problems: readonly string[]) =>
  new GalleryError('manifest-invalid', withStop(`The manifest in "${file}" cannot be used: ${problems.join('; ')}`));

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

export const phaseFailed = (id: string, phase: string, { cause, at }: { readonly cause: unknown; readonly at: string | null }) =>
  fault('plugin-phase-failed', `The plugin "${id}" failed in ${phase}: ${sentenceOf(cause)}${at === null ? '' : ` (${at})`}.`, cause);

export const tookTooLong = (plugin: string, where: string, ms: number) =>
  fault('plugin-too-slow', `The plugin "${plugin}" did not answer in ${where} within ${ms} ms; its late answer is not used.`);

export const tapSkipped = (plugin: string, where: string) =>
  fault('plugin-skipped', `The plugin "${plugin}" is not called in ${where} for a while, because it failed there again and again.`);

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

export const hookNotOwn = (plugin: string, hook: string) =>
  fault(
    'hook-not-own',
    `The plugin "${plugin}" defines the hook "${hook}"; the name of a hook of its own begins with "${plugin}:", and is not one of the core's.`,
  );

export const hookTraitsInvalid = (plugin: string, hook: string, problem: string) =>
  fault('hook-traits-invalid', `The plugin "${plugin}" cannot define the hook "${hook}": ${problem}.`);

export const hookClosed = (plugin: string, hook: string) =>
  fault('hook-closed', `The plugin "${plugin}" asks its hook "${hook}", but the version of it that asks is not running any more.`);

export const foreignTables = (plugin: string, hook: string) =>
  fault('hook-outside-transaction', `The plugin "${plugin}" asks its hook "${hook}" with tables of no transaction: give it those of rail.db.transaction.`);

export const unknownSlot = (plugin: string, slot: string, closest: string) =>
  fault('slot-unknown', `The plugin "${plugin}" fills the slot "${slot}", which does not exist. Did you mean "${closest}"?`);

export const notAFunction = (plugin: string, where: string) =>
  fault('tap-not-a-function', `The plugin "${plugin}" gives ${where} something that is not a function.`);

export const capabilityMissing = (plugin: string, capability: string, what: string) =>
  fault(
    'capability-undeclared',
    `The plugin "${plugin}" uses ${what}, which needs the capability "${capability}". Add to "capabilities" in its manifest: { "name": "${capability}", "why": "..." }`,
  );

export const commandInvalid = (plugin: string, name: string, problem: string) =>
  fault('command-invalid', `The plugin "${plugin}" adds the command "${name}", which cannot be: ${problem}.`);

export const scopeClosed = (plugin: string, what: string) =>
  fault('plugin-stopped', `The plugin "${plugin}" is not running any more and cannot register ${what}.`);

export const scopeGoing = (plugin: string) =>
  fault('plugin-going', `The plugin "${plugin}" is being taken away; what it was doing is not waited for any longer.`);

export const registeredTwice = (plugin: string, what: string, by: string) =>
  fault('registered-twice', `The plugin "${plugin}" registers ${what}, which "${by}" has registered already.`);

export const memberMissing = (plugin: string, member: string) =>
  fault('rail-member-missing', `The plugin "${plugin}" uses rail.${member}, which this process does not offer.`);

export const outsideTransaction = (plugin: string, member: string, where: string) =>
  fault('decide-outside-transaction', `The plugin "${plugin}" uses rail.${member} in ${where}, which runs inside a transaction: use the tables it is given.`);

export const serviceUndeclared = (plugin: string, service: string, where: 'requires' | 'provides') =>
  fault(
    'service-undeclared',
    where === 'provides'
      ? `The plugin "${plugin}" provides the service "${service}" without saying so. Add to its manifest: "provides": { "services": { "${service}": "1.0.0" } }`
      : `The plugin "${plugin}" uses the service "${service}" without saying so. Add to its manifest: "requires": { "services": { "${service}": "^1.0.0" } }`,
  );

export const serviceGone = (plugin: string, service: string, provider: string) =>
  fault('service-gone', `The plugin "${plugin}" uses the service "${service}", but "${provider}", which provided it, is not running any more.`);

export const badCache = (plugin: string, cache: string, why: string) =>
  fault('cache-invalid', `The plugin "${plugin}" cannot open the cache "${cache}": ${why}.`);

/** No sentence about a request repeats more of its address than the host: the rest may hold secrets. */
export const fetchOfAddress = (plugin: string, why: string) =>
  fault('fetch-address-invalid', `The plugin "${plugin}" fetches an address that cannot be used: ${why}.`);

export const hostUndeclared = (plugin: string, host: string, declared: readonly string[]) =>
  fault(
    'fetch-host-undeclared',
    `The plugin "${plugin}" fetches from "${host}" without having said so. Its manifest needs under "capabilities": { "name": "fetch", "why": "...", "hosts": ${JSON.stringify([...declared, host])} }`,
  );

export const fetchRedirected = (plugin: string, origin: string, what: string) =>
  fault('fetch-redirected', `The plugin "${plugin}" was redirected by "${origin}" ${what}.`);

/** Without a cause: the runtime quotes the header that it does not like. */
export const fetchRefused = (plugin: string, origin: string) =>
  fault('fetch-request-invalid', `The plugin "${plugin}" sends "${origin}" a request that cannot be: look at its method, its headers and its body.`);

export const fetchTooSlow = (plugin: string, ms: number) =>
  new GalleryError('fetch-too-slow', `A request of the plugin "${plugin}" took longer than ${ms / 1000} seconds and was ended.`, { status: 503 });

export const fetchFailed = (plugin: string, origin: string, cause: unknown) =>
  new GalleryError('fetch-failed', `The plugin "${plugin}" could not reach "${origin}": ${sentenceOf(reasonOf(cause))}.`, { status: 503, cause });

/** What `fetch` says is "fetch failed"; why stands in its cause, for several addresses of one host in the first of several. */
function reasonOf(error: unknown): unknown {
  const { cause } = error as { readonly cause?: unknown };
  const inner = cause instanceof AggregateError ? cause.errors[0] : cause;
  return inner ?? error;
}
