import { GalleryError } from '@picturerail/sdk';

export const emptyName = (path: string) =>
  new GalleryError('cli-album-path', `The album path "${path}" has an empty name; write names joined by "/", and a slash within a name as "\\/".`);

export const noAlbum = (path: string) => new GalleryError('cli-no-album', `There is no album "${path}"; "album list" shows them all.`, { status: 404 });

export const noUser = (name: string) => new GalleryError('cli-no-user', `There is no user "${name}"; "user list" shows them all.`, { status: 404 });

export const noGroup = (name: string) => new GalleryError('cli-no-group', `There is no group "${name}"; "group list" shows them all.`, { status: 404 });

export const passwordWanted = () =>
  new GalleryError('cli-password', 'No password was given, and this is not a terminal to ask on; write it to the standard input and add --password-stdin.');

export const passwordsDiffer = () => new GalleryError('cli-password', 'The two passwords differ; nothing was changed. Try again.');

export const weakPassword = (why: string) => new GalleryError('cli-password', `${why} Nothing was changed.`);

export const badGrant = (grant: string) =>
  new GalleryError('cli-grant', `"${grant}" does not say who may do what; write user:ana=view,download or group:family=view.`);

export const badRight = (right: string, rights: readonly string[], closest: string | undefined) =>
  new GalleryError('cli-right', `There is no right "${right}"; ${closest === undefined ? `there are ${rights.join(', ')}` : `did you mean "${closest}"?`}`);

export const oneChoice = (given: readonly string[]) =>
  new GalleryError(
    'cli-access',
    `${given.length === 0 ? 'Nothing' : given.join(' and ')} was given; choose one of --public, --signed-in, --private and --inherit.`,
  );

export const pluginNotRunning = (plugin: string, reason: string | null) =>
  new GalleryError(
    'cli-plugin-not-active',
    reason === null
      ? `The plugin "${plugin}" is not active, so it has no commands. Run: picturerail plugin activate ${plugin}`
      : `The plugin "${plugin}" does not run here, so it has no commands: ${reason.replace(/\.$/, '')}.`,
  );

export const noPluginCommands = (plugin: string) => new GalleryError('cli-plugin-commands', `The plugin "${plugin}" has no commands.`);

export const commandFailed = (plugin: string, name: string, cause: unknown) =>
  new GalleryError('cli-plugin-failed', `"${plugin} ${name}" failed: ${cause instanceof Error ? cause.message : String(cause)}`, { status: 500, cause });

export const confirmationWanted = (what: string) => new GalleryError('cli-confirm', `${what} Add --yes to do it.`);

export const noJob = (id: string) => new GalleryError('cli-job', `There is no failed job "${id}"; "jobs list --state failed" shows them.`, { status: 404 });

export const cannotPaint = (cause: unknown) =>
  new GalleryError(
    'cli-demo-paint',
    'The pictures of the demonstration cannot be painted, because sharp does not load on this machine; give a folder with pictures: "demo <folder>".',
    {
      cause,
    },
  );

export const badPluginId = (id: string, problems: readonly string[]) =>
  new GalleryError('cli-plugin-id', `A plugin cannot be called "${id}": ${problems.join('; ')}.`);

export const folderNotEmpty = (folder: string) =>
  new GalleryError('cli-plugin-folder', `A new plugin cannot be written into "${folder}", because something is there already; name another with --into.`, {
    status: 409,
  });
export const notConfirmed = (id: string) =>
  new GalleryError('cli-not-confirmed', `Deleting the data of "${id}" cannot be undone; add --yes to --delete-data. Without --delete-data they stay.`);

export const updateGivenUp = (id: string, reason: string | null) =>
  new GalleryError('plugin-update-given-up', `"${id}" is what it was before: ${reason ?? 'The new version could not take over.'}`, { status: 409 });

export const pluginDidNotStart = (id: string, state: string, reason: string | null) =>
  new GalleryError('plugin-did-not-start', reason === null ? `"${id}" does not run (${state}).` : `"${id}" does not run (${state}): ${reason}`, {
    status: 409,
  });

export const pluginNotInspected = (id: string, why: string) =>
  new GalleryError('cli-plugin-not-running', `"${id}" cannot be looked into: ${why}`, { status: 409 });
