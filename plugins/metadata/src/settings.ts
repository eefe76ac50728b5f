export type TitleSource = 'xmp:title' | 'xmp:headline' | 'iptc:object-name' | 'iptc:headline' | 'exif:xp-title' | 'exif:image-description';
export type DescriptionSource = 'xmp:description' | 'iptc:caption' | 'exif:image-description' | 'exif:xp-comment' | 'exif:user-comment';
export type AuthorSource = 'xmp:creator' | 'iptc:by-line' | 'exif:artist' | 'exif:xp-author' | 'xmp:credit' | 'iptc:credit';
export type Source = TitleSource | DescriptionSource | AuthorSource;

/** As the manifest's schema describes them. The first source that holds something fills the field; none leaves it alone. */
export interface MetadataSettings {
  readonly title: readonly TitleSource[];
  readonly description: readonly DescriptionSource[];
  readonly author: readonly AuthorSource[];
  readonly showPlace: boolean;
}
