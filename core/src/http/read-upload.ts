import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import busboy, { type Busboy } from 'busboy';
import { bodyIncomplete, bodyUnsupported, uploadTooBig } from './errors.ts';
import type { Exchange } from './exchange.ts';

/** A file that came with a form; it goes when the request is over, unless somebody moves it away. */
export interface Upload {
  /** As its sender calls it, in harmless characters. */
  readonly name: string;
  /** The same as it came. */
  readonly sentName: string;
  readonly path: string;
}

export interface UploadOptions {
  /** Is made for the file. */
  readonly dir: string;
  readonly mostMebibytes: number;
  /** Default one. */
  readonly mostFiles?: number;
  /** Asked with the fields before the file, when that begins; throws where it may not come. */
  readonly admit: (form: URLSearchParams) => Promise<void>;
}

export interface UploadForm {
  readonly form: URLSearchParams;
  /** In the order they came; empty where none was chosen. */
  readonly uploads: readonly Upload[];
}

const besides = { fields: 20, fieldSize: 10_000 };

/**
 * A form with files, which go to disk as they arrive. What is refused is read to its end all the same, since browsers
 * show an answer only when they have sent everything: so this is for addresses that strangers do not reach.
 * Errors: of `admit`, `upload-too-big`, `body-incomplete`, `body-unsupported`.
 */
export async function readUpload(ctx: Exchange, options: UploadOptions): Promise<UploadForm> {
  const parser = parserFor(ctx, options);
  const form = new URLSearchParams();
  parser.on('field', (name, value) => form.append(name, value));
  try {
    const uploads = await new Promise<readonly (Upload | null)[]>((resolve, reject) => {
      const kept: Promise<Upload | null>[] = [];
      parser.on('file', (_field, stream, { filename }) => {
        const one = keep(stream, filename ?? '', { ...options, form, at: kept.length });
        kept.push(one);
        one.catch((error: unknown) => {
          stream.resume();
          reject(error);
        });
      });
      parser.once('close', () => Promise.all(kept).then(resolve, reject));
      parser.once('error', () => reject(bodyIncomplete()));
      ctx.req.once('error', () => reject(bodyIncomplete()));
      ctx.req.pipe(parser);
    });
    return { form, uploads: uploads.filter((upload) => upload !== null) };
  } finally {
    ctx.req.unpipe(parser).resume();
  }
}

function parserFor(ctx: Exchange, { mostMebibytes, mostFiles = 1 }: UploadOptions): Busboy {
  try {
    return busboy({
      headers: ctx.req.headers,
      defParamCharset: 'utf8',
      limits: { ...besides, files: mostFiles, parts: mostFiles + 21, fileSize: mostMebibytes * 1024 * 1024 },
    });
  } catch {
    throw bodyUnsupported(ctx.get('Content-Type').slice(0, 100));
  }
}

async function keep(
  stream: Readable & { readonly truncated?: boolean },
  sentName: string,
  { dir, mostMebibytes, admit, form, at }: UploadOptions & Pick<UploadForm, 'form'> & { readonly at: number },
): Promise<Upload | null> {
  if (sentName === '') {
    stream.resume();
    return null;
  }
  await admit(form);
  const name = harmless(sentName);
  const path = join(dir, String(at), name);
  await mkdir(dirname(path), { recursive: true });
  await pipeline(stream, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
  if (stream.truncated) throw uploadTooBig(name, mostMebibytes);
  return { name, sentName: sentName.split(/[\\/]/).at(-1) ?? '', path };
}

/** Becomes the name of a file, and stands in sentences. */
function harmless(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  return (
    last
      .replaceAll(/[^A-Za-z0-9._@+-]/g, '-')
      .replace(/^[.-]+/, '')
      .slice(-100) || 'file'
  );
}
