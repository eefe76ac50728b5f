import { GalleryError } from '@picturerail/sdk';

export const cannotListen = (host: string, port: number, cause: NodeJS.ErrnoException) =>
  new GalleryError('cannot-listen', `The gallery cannot listen on "${host}:${port}": ${whyNot(cause)} Set PORT or HOST to something else.`, {
    status: 503,
    cause,
  });

export const copyFailed = (id: string, reason: string) =>
  new GalleryError('copy-failed', `"${id}" was tried apart from the gallery and does not work, so it was not put in place: ${reason}`, { status: 409 });

export const copyHangs = (id: string, ms: number) =>
  new GalleryError('copy-hangs', `"${id}" was tried apart from the gallery and was not through after ${ms / 1000} s, so it was not put in place.`, {
    status: 409,
  });

export const copyEndsProcess = (id: string, how: string, said: string) =>
  new GalleryError(
    'copy-ends-process',
    `"${id}" was tried apart from the gallery and ended its process (${how}), so it was not put in place${said === '' ? '.' : `: ${said}`}`,
    {
      status: 409,
    },
  );

function whyNot({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'EADDRINUSE') return 'another program does.';
  if (code === 'EACCES') return 'this user may not use that port.';
  if (code === 'EADDRNOTAVAIL') return 'this machine has no such address.';
  return `${message}.`;
}
