import { GalleryError } from '@picturerail/sdk';

/** Not final for a job: what is not set up may be set up later. */
export const mailNotSetUp = () =>
  new GalleryError(
    'mail-not-set-up',
    'No message can be sent: the settings "mail.smtpUrl" (the server) and "mail.from" (the sender) are needed, see "picturerail config set".',
    { status: 409 },
  );

export const mailAddressInvalid = (field: string, address: unknown) =>
  new GalleryError(
    'mail-address-invalid',
    `A message was not sent: its "${field}" is "${String(address).slice(0, 100)}", and must be one address such as "ana@example.org" or "Ana <ana@example.org>".`,
  );

export const mailMessageInvalid = (field: string, problem: string) =>
  new GalleryError('mail-message-invalid', `A message was not sent: its "${field}" ${problem}.`);

export const mailLinkInvalid = (path: string) =>
  new GalleryError('mail-link-invalid', `A link to "${path.slice(0, 100)}" was not made: it must be a path of this gallery that begins with one slash.`, {
    status: 500,
  });

export const mailLinkWithoutAddress = (path: string) =>
  new GalleryError(
    'mail-link-without-address',
    `A link to "${path.slice(0, 100)}" was not made, because the gallery does not know its address: set BASE_URL, such as https://photos.example.org.`,
    { status: 409 },
  );

export const mailTransactionForeign = (plugin: string) =>
  new GalleryError(
    `${plugin}.mail-transaction`,
    `The plugin "${plugin}" sent a message with a "tx" that is not one of rail.db.transaction; pass on the tables it was given.`,
    { status: 500 },
  );

export const mailServerInvalid = () =>
  new GalleryError(
    'mail-server-invalid',
    'No message can be sent: the setting "mail.smtpUrl" cannot be read; it looks like "smtp://user:password@mail.example.org:587", with signs such as "@" in the password written as "%40".',
    { status: 409 },
  );

/** Said for good: another attempt would be refused as well. */
export const mailRefused = (to: string, host: string, answer: string) =>
  new GalleryError('mail-refused', `The message to "${to}" was refused for good by "${host}": ${answer}`, { status: 422 });

export const mailNotTaken = (to: string, host: string, answer: string) =>
  new GalleryError('mail-not-taken', `The message to "${to}" was not taken by "${host}": ${answer}`, { status: 503 });
