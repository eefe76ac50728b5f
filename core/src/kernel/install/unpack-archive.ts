import { createReadStream } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { GalleryError } from '@picturerail/sdk';
import { type ReadEntry, Unpack } from 'tar';
import { archiveUnreadable, notAFile, pathUnsafe, tooBig, tooManyFiles } from './errors.ts';
import { mostBytes, mostFiles, mostMebibytes } from './limits.ts';

const files = ['File', 'OldFile', 'ContiguousFile'];

/**
 * Unpacks a gzipped tar file into an empty folder. It stops at the first thing that may not be in it, before that is
 * written. Errors: `package-path-unsafe`, `package-not-a-file`, `package-too-many-files`, `package-too-big`, `package-archive-unreadable`.
 */
export async function unpackArchive(file: string, into: string, name: string): Promise<void> {
  const inspector = new Inspector(name);
  // Typed as the stream that it behaves as: it writes, drains and finishes like one of Node's.
  const unpacker = new Unpack({
    cwd: into,
    strict: true,
    preserveOwner: false,
    noMtime: true,
    filter: (path, entry) => inspector.admits(path, entry as ReadEntry),
  }) as unknown as NodeJS.WritableStream;
  try {
    await pipeline(createReadStream(file), createGunzip(), inspector.stream(), unpacker);
  } catch (error) {
    throw inspector.problem ?? (isOfTheSystem(error) ? error : archiveUnreadable(name, error));
  }
  if (inspector.problem) throw inspector.problem;
}

/** Names that no folder can hold as they stand beside each other, or are too long for it. */
const ofTheNames = ['ENAMETOOLONG', 'ENOTDIR', 'EISDIR', 'EEXIST'];

/** A full disk, say: no fault of the archive. */
const isOfTheSystem = (error: unknown): boolean =>
  error instanceof Error && 'syscall' in error && !ofTheNames.includes((error as NodeJS.ErrnoException).code ?? '');

const block = 512;
/** Blocks for long names, and what fills an archive up at its end. */
const besides = { perEntry: 6 * block, inAll: 1024 * 1024 };

class Inspector {
  problem: GalleryError | null = null;
  readonly #name: string;
  #bytes = 0;
  #entries = 0;
  /** Bytes of the archive that the entries so far account for. */
  #accounted = besides.inAll;
  constructor(name: string) {
    this.#name = name;
  }

  admits(path: string, entry: ReadEntry): boolean {
    this.problem ??= this.#wrongWith(path, entry);
    entry.mode = entry.type === 'Directory' ? 0o755 : 0o644;
    return this.problem === null;
  }

  #wrongWith(path: string, { type, size }: ReadEntry): GalleryError | null {
    this.#entries += 1;
    this.#bytes += size;
    this.#accounted += Math.ceil(size / block) * block + block + besides.perEntry;
    if (type !== 'Directory' && !files.includes(type)) return notAFile(this.#name, path, type);
    if (/^(?:[\\/]|[a-z]:)/i.test(path) || path.split(/[\\/]/).includes('..')) return pathUnsafe(this.#name, path);
    if (this.#entries > mostFiles) return tooManyFiles(this.#name, mostFiles);
    return this.#bytes > mostBytes ? tooBig(this.#name, mostMebibytes) : null;
  }

  /** Ends with the first problem, and where more comes out of gunzip than entries account for: behind the end tar gathers all in memory. */
  stream(): Transform {
    let seen = 0;
    const wrongWith = (chunk: Buffer): GalleryError | null => {
      // tar would unzip once more, uncounted.
      if (seen === 0 && chunk[0] === 0x1f && chunk[1] === 0x8b) return archiveUnreadable(this.#name, new Error('it is gzipped twice'));
      seen += chunk.length;
      return seen > this.#accounted ? archiveUnreadable(this.#name, new Error('it goes on behind its end')) : null;
    };
    return new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        this.problem ??= wrongWith(chunk);
        done(this.problem, chunk);
      },
    });
  }
}
