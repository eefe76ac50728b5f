import { GalleryError } from '@picturerail/sdk';

export const nameEmpty = () => new GalleryError('name-empty', 'The name is empty; give at least one visible character.', { data: { field: 'name' } });

export const nameInvalid = (name: string) =>
  new GalleryError(
    'name-invalid',
    `The name "${name}" cannot be used: a name has at most 100 characters, none of them a control character or a mark that is not seen.`,
    {
      data: { field: 'name', name },
    },
  );

export const emailInvalid = (email: string) =>
  new GalleryError('email-invalid', `"${email}" is no address for messages; give one, such as ana@example.org.`, { data: { field: 'email', email } });

export const userNameTaken = (name: string) =>
  new GalleryError('user-name-taken', `There is a user "${name}" already, letter case aside; choose another name.`, {
    status: 409,
    data: { field: 'name', name },
  });

export const groupNameTaken = (name: string) =>
  new GalleryError('group-name-taken', `There is a group "${name}" already, letter case aside; choose another name.`, {
    status: 409,
    data: { field: 'name', name },
  });

export const statusUnknown = (status: string) =>
  new GalleryError('user-status-unknown', `There is no status "${status}"; use webmaster, administrator, user, generic or deactivated.`, {
    data: { field: 'status' },
  });

export const userUnknown = (which: string | number) => new GalleryError('user-unknown', `There is no user "${which}".`, { status: 404 });

export const userCannotLook = (name: string) =>
  new GalleryError('user-cannot-look', `"${name}" is deactivated and sees nothing of the gallery; activate the account first.`, {
    status: 409,
    data: { name },
  });

export const groupUnknown = (which: number) => new GalleryError('group-unknown', `There is no group "${which}".`, { status: 404 });

export const lastWebmaster = (name: string) =>
  new GalleryError('last-webmaster', `"${name}" is the last webmaster: make somebody else a webmaster first.`, {
    status: 409,
    data: { field: 'status', name },
  });
