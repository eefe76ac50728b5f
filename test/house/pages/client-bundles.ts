import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const bundles = { 'upload.min.js': { entry: 'upload.js', format: 'esm' }, 'hash-worker.min.js': { entry: 'hash-worker.js', format: 'iife' } } as const;
export const clientBundles = Object.keys(bundles) as (keyof typeof bundles)[];

/** What browsers load of the core's with libraries in it. It is kept beside its source, so that a release needs no bundler. */
export async function clientBundle(name: keyof typeof bundles): Promise<string> {
  const { entry, format } = bundles[name];
  const { outputFiles, metafile } = await build({
    entryPoints: [join('core/client', entry)],
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format,
    target: 'es2022',
    mainFields: ['browser', 'module', 'main'],
    legalComments: 'none',
    outfile: name,
  });
  const libraries = new Set(
    Object.keys(metafile.inputs).flatMap((input) => /^(?:core\/)?node_modules\/(?:.*node_modules\/)?(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? []),
  );
  return `/*! With these libraries:\n\n${[...libraries].sort().map(licenceOf).join('\n\n')}\n*/\n${outputFiles[0]?.text ?? ''}`;
}

function licenceOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name: string; version: string; license: string };
  const file = readdirSync(folder).find((one) => /^licen[cs]e(\.md|\.txt)?$/i.test(one));
  if (file === undefined || !existsSync(join(folder, file))) return `${name} ${version}: ${license}`;
  return `${name} ${version}:\n${readFileSync(join(folder, file), 'utf8').replaceAll('*/', '* /').trim()}`;
}
