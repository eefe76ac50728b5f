import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isGalleryError } from '@picturerail/sdk';
import semver from 'semver';
import { archiveTooBig, integrityMissing, integrityWrong, packageNotFound, registryFailed, versionNotFound } from './errors.ts';
import { mostPackedBytes, mostPackedMebibytes } from './limits.ts';
import type { PackageSource } from './package-source.ts';

type RegistrySource = PackageSource & { readonly kind: 'registry' };

/** What a registry says of a package, as far as it is needed here (npm's abbreviated metadata). */
interface Packument {
  readonly 'dist-tags'?: { readonly [tag: string]: string };
  readonly versions?: { readonly [version: string]: { readonly dist?: { readonly tarball?: string; readonly integrity?: string } } };
}

const answerMs = 30_000;
const mostMetadataBytes = 32 * 1024 * 1024;
const downloadMs = 300_000;

/** Fetches the archive of the version that fits into a file and returns its integrity. Errors: `package-not-found`, `package-version-not-found`, `package-registry-failed`, `package-integrity-*`, `package-archive-too-big`. */
export async function downloadPackage(source: RegistrySource, registry: string, file: string): Promise<string> {
  const base = registry.replace(/\/+$/, '');
  try {
    const packument = await askForPackage(source.name, base);
    const version = versionIn(packument, source);
    const dist = packument.versions?.[version]?.dist;
    const name = `${source.name}@${version}`;
    const promised = sha512In(dist?.integrity);
    if (!dist?.tarball || promised === null) throw integrityMissing(name);
    const integrity = await download(dist.tarball, file, name);
    if (integrity !== promised) throw integrityWrong(name);
    return integrity;
  } catch (error) {
    throw isGalleryError(error) ? error : registryFailed(source.name, base, reasonOf(error));
  }
}

async function askForPackage(name: string, base: string): Promise<Packument> {
  const headers = { accept: 'application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8' };
  const answer = await fetch(`${base}/${name.replace('/', '%2f')}`, { headers, signal: AbortSignal.timeout(answerMs) });
  if (answer.status === 404) throw packageNotFound(name, base);
  if (!answer.ok) throw new Error(`it answers ${answer.status}`);
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of answer.body ?? []) {
    size += part.length;
    if (size > mostMetadataBytes) throw new Error(`its answer is longer than ${mostMetadataBytes} bytes`);
    parts.push(part);
  }
  const packument: unknown = JSON.parse(Buffer.concat(parts).toString('utf8'));
  if (typeof packument !== 'object' || packument === null) throw new Error('its answer describes no package');
  return packument;
}

/** A tag's version; of those that fit a range the latest release where it fits, as npm does, else the highest. */
function versionIn(packument: Packument, { name, range }: RegistrySource): string {
  const tags = packument['dist-tags'] ?? {};
  const tagged = Object.hasOwn(tags, range) ? tags[range] : undefined;
  if (tagged !== undefined) return tagged;
  const { latest } = tags;
  if (latest !== undefined && semver.satisfies(latest, range)) return latest;
  const versions = Object.keys(packument.versions ?? {});
  const fitting = semver.maxSatisfying(versions, range);
  if (fitting === null) throw versionNotFound(name, range, latest ?? versions.at(-1) ?? 'none');
  return fitting;
}

/** An integrity may name several algorithms, separated by spaces. */
const sha512In = (integrity = ''): string | null => integrity.split(/\s+/).find((one) => one.startsWith('sha512-')) ?? null;

async function download(address: string, file: string, name: string): Promise<string> {
  const answer = await fetch(address, { signal: AbortSignal.timeout(downloadMs) });
  if (!answer.ok || !answer.body) throw new Error(`it answers ${answer.status} for the archive`);
  const hash = createHash('sha512');
  let size = 0;
  await pipeline(
    Readable.fromWeb(answer.body),
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        size += chunk.length;
        if (size > mostPackedBytes) throw archiveTooBig(name, mostPackedMebibytes);
        hash.update(chunk);
        yield chunk;
      }
    },
    createWriteStream(file),
  );
  return `sha512-${hash.digest('base64')}`;
}

/** What fetch throws says "fetch failed"; why stands in its cause. */
function reasonOf(error: unknown): unknown {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && cause.message !== '' ? cause : error;
}
