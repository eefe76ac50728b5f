import { GalleryError } from '@picturerail/sdk';

export const cannotListen = (host: string, port: number, cause: NodeJS.ErrnoException) =>
  new GalleryError('cannot-listen', `The gallery cannot listen on "${host}:${port}": ${whyNot(cause)} Set PORT or HOST to something else.`, {
    status: 503,
    cause,
  });

function whyNot({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'EADDRINUSE') return 'another program does.';
  if (code === 'EACCES') return 'this user may not use that port.';
  if (code === 'EADDRNOTAVAIL') return 'this machine has no such address.';
  return `${message}.`;
}
