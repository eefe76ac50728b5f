import { type PluginListing, sourceIn } from '#kernel';

/** Where a package came from, for the page: `bundled` with the gallery, or what was said when it was installed. */
export interface SourceShown {
  readonly kind: 'bundled' | 'registry' | 'path' | 'upload';
  readonly text: string;
}

export const sourceShown = ({ folder, source }: Pick<PluginListing, 'folder' | 'source'>): SourceShown =>
  folder === null || source === null ? { kind: 'bundled', text: '' } : sourceIn(source);

/** True where there is somebody to ask for a newer version. */
export const canBeAsked = (listing: Pick<PluginListing, 'folder' | 'source'>): boolean => ['registry', 'path'].includes(sourceShown(listing).kind);
