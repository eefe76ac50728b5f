import { GalleryError } from '@picturerail/sdk';

const why = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

export const sourceUnknown = (text: string) =>
  new GalleryError(
    'package-source-unknown',
    `"${text}" names no package: give a name with a range such as "@acme/picturerail-prints@^1.2.0", a file that ends with ".tgz", or a folder such as "./prints".`,
    { data: { text } },
  );

export const sourceMissing = (text: string) =>
  new GalleryError('package-source-missing', `There is nothing to install at "${text}": it must be a file that ends with ".tgz", or a folder.`, {
    status: 404,
    data: { text },
  });

export const packageNotFound = (name: string, registry: string) =>
  new GalleryError('package-not-found', `There is no package "${name}" in the registry "${registry}"; check how the name is spelt.`, {
    status: 404,
    data: { name, registry },
  });

export const versionNotFound = (name: string, range: string, newest: string) =>
  new GalleryError('package-version-not-found', `The package "${name}" has no version that fits "${range}"; its newest is "${newest}".`, {
    status: 404,
    data: { name, range, newest },
  });

export const registryFailed = (name: string, registry: string, cause: unknown) =>
  new GalleryError(
    'package-registry-failed',
    `The registry "${registry}" cannot be asked for "${name}": ${why(cause)}. Try again later, or install from a file.`,
    { status: 503, data: { name, registry, why: why(cause) }, cause },
  );

export const integrityMissing = (name: string) =>
  new GalleryError('package-integrity-missing', `The registry does not say which bytes "${name}" consists of: it must give a sha512 in "dist.integrity".`);

export const integrityWrong = (name: string) =>
  new GalleryError(
    'package-integrity-wrong',
    `What arrived as "${name}" is not what the registry promises: its sha512 differs, so nothing was installed. Try again, or ask who runs the registry.`,
  );

export const archiveUnreadable = (name: string, cause: unknown) =>
  new GalleryError(
    'package-archive-unreadable',
    `The archive "${name}" cannot be unpacked: ${why(cause)}. It must be a gzipped tar file, as "picturerail plugin pack" writes it.`,
    { data: { name, why: why(cause) }, cause },
  );

export const pathUnsafe = (name: string, path: string) =>
  new GalleryError('package-path-unsafe', `The package "${name}" holds "${path}", which leads out of its folder; names must be relative and without "..".`);

export const notAFile = (name: string, path: string, what: string) =>
  new GalleryError('package-not-a-file', `The package "${name}" holds "${path}", which is of the kind "${what}"; it may hold files and folders only.`);

export const tooManyFiles = (name: string, most: number) =>
  new GalleryError(
    'package-too-many-files',
    `The package "${name}" holds more than ${most} files and folders; bundle it with: picturerail plugin pack <folder>`,
  );

export const tooBig = (name: string, megabytes: number) =>
  new GalleryError('package-too-big', `The package "${name}" takes more than ${megabytes} MiB when it is unpacked; leave out what it does not need to run.`);

export const archiveTooBig = (name: string, megabytes: number) =>
  new GalleryError('package-archive-too-big', `The archive "${name}" is bigger than ${megabytes} MiB; leave out what it does not need to run.`);

export const noPackage = (name: string) =>
  new GalleryError('package-not-ours', `"${name}" is no plugin and no theme: its package.json, which must lie at its top, has no "picturerail" key.`, {
    data: { name },
  });

export const notAModule = (name: string, type: unknown) =>
  new GalleryError('package-not-a-module', `The package "${name}" has "type": ${JSON.stringify(type ?? 'commonjs')}, but must have "type": "module".`);

export const versionOdd = (name: string, version: string) =>
  new GalleryError('package-version-odd', `The package "${name}" has the version "${version}", which is not written as "1.2.0" or "1.2.0-beta.1".`);

export const bringsHostPackage = (name: string, host: string) =>
  new GalleryError(
    'package-brings-host',
    `The package "${name}" brings its own "${host}", which it has to share with the gallery: move it from "dependencies" to "peerDependencies" and pack it again.`,
  );

export const notBundled = (name: string, missing: readonly string[]) =>
  new GalleryError(
    'package-not-bundled',
    `The package "${name}" needs ${missing.map((one) => `"${one}"`).join(', ')}, but does not hold ${missing.length === 1 ? 'it' : 'them'}. Make a package that does with: picturerail plugin pack <folder>`,
  );

export const entryMissing = (name: string, entry: string) =>
  new GalleryError('package-entry-missing', `The package "${name}" names "${entry}" as its entry, but there is no such file in it.`);

export const kindChanged = (name: string, id: string, kind: string) =>
  new GalleryError('package-kind-changed', `The package "${name}" has the id "${id}", which belongs to a ${kind} of this gallery; it needs an id of its own.`, {
    status: 409,
  });

export const rangeImpossible = (name: string, where: string, range: string) =>
  new GalleryError('package-range-impossible', `The package "${name}" asks for ${where} "${range}", which no version can satisfy.`);

export const placeFailed = (name: string, dir: string, cause: unknown) =>
  new GalleryError('package-place-failed', `The package "${name}" cannot be put into "${dir}": ${cause instanceof Error ? cause.message : String(cause)}.`, {
    status: 503,
    cause,
  });

export const folderChanged = (dir: string) =>
  new GalleryError('package-folder-changed', `The folder "${dir}" holds this version already, but its files were changed since. Remove it and install again.`, {
    status: 409,
  });

export const notInstalled = (id: string, folder: string) =>
  new GalleryError('package-not-installed', `There is no "${folder}" of "${id}" among what was installed.`, { status: 404 });

export const importThrows = (id: string, where: string, what: string) =>
  new GalleryError('plugin-import-throws', `The plugin "${id}" throws when it is imported, at ${where}: ${what}.`);

export const importHangs = (id: string, ms: number) =>
  new GalleryError(
    'plugin-import-hangs',
    `The import of the plugin "${id}" does not end within ${ms} ms: its modules must not wait for anything at their top.`,
  );

export const importExits = (id: string, how: string) =>
  new GalleryError('plugin-import-exits', `The plugin "${id}" ends its process when it is imported (${how}); importing a plugin must do nothing.`);

export const importHasNoSetup = (id: string, entry: string) =>
  new GalleryError(
    'plugin-import-no-setup',
    `The plugin "${id}" has no setup: the default export of "${entry}" must be definePlugin({ setup(rail) { ... } }).`,
  );
