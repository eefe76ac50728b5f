import { Readable } from 'node:stream';
import { isGalleryError, type Viewer } from '@picturerail/sdk';
import { DataStore, MemoryLocker, Server, Upload } from '@tus/server';
import { errorText } from '#i18n';
import { abandonUpload, appendUpload, beginUpload, findUpload, finishUpload, largestUpload, uploadExpiryMs } from '#intake';
import type { House } from '../../house.ts';
import { idIn } from '../addresses.ts';
import { type Exchange, whoOf } from '../exchange.ts';
import type { Room } from '../room.ts';
import { outcomeTold } from './outcome-told.ts';

/** An earlier request whose connection is as good as gone holds up the next one for this long. */
const drainMs = 300;

/**
 * Resumable uploads by the protocol tus 1.0 (https://tus.io): creation, expiration, termination. The library speaks it; what it
 * means is the intake's, which asks at each step who it is. Locks of one process are the library's: between processes
 * bytes are safe without.
 */
export function serveTus(room: Room): (ctx: Exchange) => Promise<void> {
  const locker = new MemoryLocker();
  return async (ctx) => {
    const { viewer } = whoOf(ctx);
    const server = new Server({
      path: '/uploads',
      relativeLocation: true,
      allowedOrigins: [],
      locker,
      lockDrainTimeout: drainMs,
      maxSize: () => largestUpload(room.house.intake),
      datastore: storeFor(room.house, viewer),
      onUploadFinish: async (_, { id }) => {
        const outcome = await finishUpload(room.house.intake, viewer, id);
        return { status_code: 200, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(outcomeTold(room, ctx, outcome)) };
      },
      onResponseError: (_, error) =>
        isGalleryError(error) ? { status_code: error.status, body: errorText(room.house.texts, viewer.language, error) } : fault(room, ctx, error),
    });
    await give(ctx, await server.handleWeb(requestOf(ctx)));
  };
}

/** Refusals of the library's own are plain objects; what is none goes to the log. */
function fault({ house }: Room, ctx: Exchange, error: unknown): undefined {
  if (!(error instanceof Error)) return undefined;
  house.log.error('A part of an upload could not be stored.', { id: ctx.state.requestId, reason: error.stack ?? error.message });
  return undefined;
}

function requestOf(ctx: Exchange): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(ctx.req.headers)) if (typeof value === 'string') headers.set(name, value);
  const hasBody = ctx.method === 'PATCH' || ctx.method === 'POST';
  return new Request(`http://gallery.invalid${ctx.path}`, {
    method: ctx.method,
    headers,
    ...(hasBody ? { body: Readable.toWeb(ctx.req) as ReadableStream<Uint8Array>, duplex: 'half' } : {}),
  } as RequestInit);
}

async function give(ctx: Exchange, response: Response): Promise<void> {
  const body = await response.text();
  if (body !== '') ctx.body = body;
  ctx.status = response.status;
  for (const [name, value] of response.headers) if (name !== 'content-length') ctx.set(name, value);
  if (body !== '' && !response.headers.get('Content-Type')?.startsWith('application/json')) ctx.type = 'text/plain; charset=utf-8';
  ctx.set('Cache-Control', 'no-store');
}

/** The intake as the library wants it. */
function storeFor({ intake }: Pick<House, 'intake'>, viewer: Viewer): DataStore {
  const read = async (id: string) => {
    const { bytes, offset, expiresAt } = await findUpload(intake, viewer, id);
    return new Upload({ id, size: bytes, offset, creation_date: new Date(expiresAt - uploadExpiryMs).toISOString() });
  };
  const store = new DataStore();
  store.extensions = ['creation', 'expiration', 'termination'];
  return Object.assign(store, {
    getExpiration: () => uploadExpiryMs,
    create: async (upload: Upload) => {
      const { albumId, folders, fileName, sha256 } = metadataOf(upload);
      upload.id = await beginUpload(intake, viewer, { albumId, folders, fileName, bytes: upload.size ?? Number.NaN, sha256 });
      return upload;
    },
    getUpload: read,
    write: (bytes: Readable, id: string, offset: number) => appendUpload(intake, viewer, id, { offset, bytes }),
    remove: (id: string) => abandonUpload(intake, viewer, id),
  });
}

/** `album`: its id; `folder`: names from the top with `/` between them; `filename`; `sha256`: 64 hexadecimal digits. */
function metadataOf({ metadata }: Upload) {
  const sha256 = metadata?.sha256 ?? undefined;
  return {
    albumId: idIn(metadata?.album ?? undefined) ?? 0,
    folders: (metadata?.folder ?? '').split('/'),
    fileName: metadata?.filename ?? '',
    sha256,
  };
}
