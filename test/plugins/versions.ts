import { apiVersion } from '@picturerail/sdk';
import { archiveOfFiles } from '../../core/src/kernel/install/testing.ts';

export interface Version {
  readonly id: string;
  readonly version: string;
  readonly manifest?: object;
  /** Of `index.js`; default: a page below `/p/<id>` that says which version answers. */
  readonly code?: string;
  /** Path to content, beside these. */
  readonly files?: Readonly<Record<string, string>>;
}

const saysVersion = (version: string) => `export default { setup(rail) { rail.router.get('/', () => ({ json: '${version}' })); } };\n`;

/** The archive of one version of a plugin, as it comes from a registry. */
export function archiveOfVersion({ id, version, manifest = {}, code = saysVersion(version), files = {} }: Version): Buffer {
  const picturerail = { manifestVersion: 1, id, kind: 'plugin', displayName: id, api: `^${apiVersion}`, entry: './index.js', ...manifest };
  return archiveOfFiles({ 'package.json': JSON.stringify({ name: `picturerail-${id}`, version, type: 'module', picturerail }), 'index.js': code, ...files });
}

/** The archive of one version of a theme that is Atelier in everything but this. */
export const archiveOfTheme = ({ id, version, files = {} }: Pick<Version, 'id' | 'version' | 'files'>): Buffer =>
  archiveOfFiles({
    'package.json': JSON.stringify({
      name: `picturerail-${id}`,
      version,
      type: 'module',
      picturerail: { manifestVersion: 1, id, kind: 'theme', displayName: id, api: `^${apiVersion}`, parent: 'atelier' },
    }),
    ...files,
  });
