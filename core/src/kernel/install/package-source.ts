import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import semver from 'semver';
import { sourceMissing, sourceUnknown } from './errors.ts';

/** Where a package comes from. Paths are absolute. */
export type PackageSource =
  | { readonly kind: 'registry'; readonly name: string /** A range, a version or a tag; `latest` where nothing was said. */; readonly range: string }
  | { readonly kind: 'file'; readonly path: string }
  /** An archive that was sent with a page: afterwards there is nothing to ask again. */
  | { readonly kind: 'upload'; readonly path: string }
  | { readonly kind: 'folder'; readonly path: string };

const packageName = /^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/;
const tag = /^[a-z][a-z0-9._-]*$/i;

/** `@acme/prints@^1.2.0` as a source; for names that come from a page, which may not name files. Errors: `package-source-unknown`. */
export function registrySource(text: string): PackageSource {
  const at = text.indexOf('@', 1);
  const name = at < 0 ? text : text.slice(0, at);
  const range = at < 0 ? 'latest' : text.slice(at + 1).trim();
  if (!packageName.test(name) || name.length > 214 || (semver.validRange(range) === null && !tag.test(range))) throw sourceUnknown(text);
  return { kind: 'registry', name, range };
}

/** What somebody wrote at a command: a folder or an archive of this machine, else a name for the registry. Errors: `package-source-missing`, `package-source-unknown`. */
export async function packageSource(text: string, cwd: string): Promise<PackageSource> {
  const path = resolve(cwd, text);
  const found = await stat(path).catch(() => null);
  const isArchive = /\.(?:tgz|tar\.gz)$/.test(text);
  if (isArchive && found?.isFile()) return { kind: 'file', path };
  const looksLikePath = /^(?:[./\\]|[a-z]:[\\/])/i.test(text);
  if (looksLikePath && found?.isDirectory()) return { kind: 'folder', path };
  if (looksLikePath || isArchive) throw sourceMissing(text);
  return registrySource(text);
}

/** How sentences call it. */
export function nameOfSource(source: PackageSource): string {
  return source.kind === 'registry' ? `${source.name}@${source.range}` : basename(source.path);
}
