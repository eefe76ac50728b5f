export interface AlbumNotice {
  readonly albumId: number;
}
