import { GalleryError } from '@picturerail/sdk';
import type { Asked } from './capabilities-asked.ts';

export const updateBreaks = (id: string, version: string, reasons: readonly string[]) =>
  new GalleryError('update-breaks', `"${id}" ${version} cannot take over: ${reasons.join(' ')} Nothing was changed.`, {
    status: 409,
    data: { id, version, why: reasons.join(' ') },
  });

const described = ({ name, hosts, why }: Asked): string => `"${name}"${hosts.length > 0 ? ` (${hosts.join(', ')})` : ''}: ${why.trim().replace(/\.$/, '')}`;

export const capabilitiesWait = (id: string, version: string, asked: readonly Asked[]) =>
  new GalleryError(
    'capabilities-wait',
    `"${id}" ${version} says that it uses more than the version that runs: ${asked.map(described).join('; ')}. It runs with all rights of the server either way. Nothing was changed; to agree, add --accept.`,
    { status: 409, data: { asked: asked.map(({ name, hosts, why }) => ({ name, hosts: [...hosts], why })) } },
  );

export const changedMeanwhile = (id: string) =>
  new GalleryError('plugin-changed-meanwhile', `"${id}" was changed by somebody else at the same time; look how it stands now, and try again.`, {
    status: 409,
    data: { id },
  });

export const alreadyCurrent = (id: string, version: string) =>
  new GalleryError('plugin-already-current', `"${id}" ${version} is the current version already, byte for byte.`, { status: 409, data: { id, version } });

export const noSource = (id: string) =>
  new GalleryError(
    'plugin-no-source',
    `"${id}" came with the gallery and is updated with it. To put another version in its place, run: picturerail plugin install <name, file or folder>`,
    { status: 409, data: { id } },
  );

export const uploadIsGone = (id: string, file: string) =>
  new GalleryError(
    'plugin-was-uploaded',
    `"${id}" was installed from the file "${file}", which was uploaded and is not kept. Upload its next version to update it.`,
    {
      status: 409,
      data: { id, file },
    },
  );

export const nothingToGoBackTo = (id: string) =>
  new GalleryError('plugin-no-previous', `There is no earlier version of "${id}" to go back to.`, { status: 409, data: { id } });

export const cameWithGallery = (id: string) =>
  new GalleryError('plugin-is-bundled', `"${id}" came with the gallery and cannot be uninstalled. Switch it off with: picturerail plugin deactivate ${id}`, {
    status: 409,
    data: { id },
  });

export const themeInUse = (id: string) =>
  new GalleryError('theme-in-use', `The gallery is shown in "${id}"; choose another theme before you uninstall it.`, { status: 409, data: { id } });

export const stillRunning = (id: string, processes: readonly string[]) =>
  new GalleryError(
    'plugin-still-running',
    `"${id}" still runs in ${processes.join(', ')}; it is not active any more, but nothing was uninstalled. Try again in a moment.`,
    { status: 503, data: { id } },
  );
