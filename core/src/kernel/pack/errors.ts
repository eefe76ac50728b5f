import { GalleryError } from '@picturerail/sdk';

export const buildFailed = (name: string, problems: readonly string[]) =>
  new GalleryError('pack-build-failed', `The package "${name}" cannot be compiled:\n${problems.map((problem) => `  ${problem}`).join('\n')}`, {
    data: { problems: [...problems] },
  });

export const dependenciesNotInstalled = (name: string, missing: readonly string[]) =>
  new GalleryError(
    'package-not-bundled',
    `The package "${name}" needs ${missing.map((one) => `"${one}"`).join(', ')}, but ${missing.length === 1 ? 'it is' : 'they are'} not installed beside it. Run "npm install" in its folder first.`,
  );

export const patternInFiles = (name: string, pattern: string) =>
  new GalleryError('pack-files-pattern', `The package "${name}" lists "${pattern}" under "files", but only names of files and folders can stand there.`);

export const folderUnknown = (folder: string) =>
  new GalleryError('pack-folder-unknown', `There is no folder "${folder}" to make a package of.`, { status: 404 });
