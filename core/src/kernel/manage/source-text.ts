import { basename } from 'node:path';
import { type PackageSource, packageSource, registrySource } from '../install/package-source.ts';

const uploaded = 'upload:';

/** How a row remembers where a package came from: what an update asks again. */
export function writeSource(source: PackageSource): string {
  if (source.kind === 'registry') return `${source.name}@${source.range}`;
  return source.kind === 'upload' ? `${uploaded}${basename(source.path)}` : source.path;
}

/** What such a text means: a name and range of the registry, a path of this machine, or the name of a file that was uploaded and is gone. */
export function sourceIn(text: string): { readonly kind: 'registry' | 'path' | 'upload'; readonly text: string } {
  if (text.startsWith(uploaded)) return { kind: 'upload', text: text.slice(uploaded.length) };
  return { kind: /^([/\\]|[a-z]:)/i.test(text) ? 'path' : 'registry', text };
}

/** Of what can be asked again. Errors: `package-source-missing`, `package-source-unknown`. */
export const readSource = async (text: string): Promise<PackageSource> => (sourceIn(text).kind === 'path' ? packageSource(text, '/') : registrySource(text));
