/**
 * Gallery: the domain. Albums, images, users and groups; who may see what, and do what; what each viewer's pages hold;
 * where originals lie. One short transaction per use case, one file each; SQL only in stores. It knows no HTTP, no HTML
 * and no pixels, reads and writes no bytes, and refuses to decide from a list of the gallery what must be decided from
 * the image itself. Words it owns: album, image, placement, user, group, principal, access list, audience, narrow key,
 * visibility, access change, trash.
 */
export type { AccessChoice, AccessEntry, AccessPreset, PrincipalName } from './access/access-choice.ts';
export { imageRights, type MediaAccess, mayOnAlbum, mediaAccess } from './access/permissions.ts';
export type { Album, AlbumChange, AlbumEntry, NewAlbum, SortRule } from './albums/album.ts';
export {
  type AccessChanged,
  albumIsLiving,
  childAlbum,
  createAlbum,
  findAlbum,
  findAlbumByPath,
  listAlbums,
  moveAlbum,
  orderImages,
  purgeAlbum,
  readAlbumAccess,
  renameAlbum,
  restoreAlbum,
  setAlbumAccess,
  setRootAccess,
  translateAlbum,
  trashAlbum,
  updateAlbum,
} from './albums/albums.ts';
export { finishAccessChanges } from './albums/finish-access-changes.ts';
export { type Actor, createGallery, type DomainHooks, type Gallery, type GalleryOptions, type System, system } from './gallery.ts';
export type { ImageChange, ImageRow, ImageState, NewImage } from './images/image.ts';
export {
  countImages,
  fillImages,
  findImage,
  findImagesByHash,
  imageIsLiving,
  imagesAfter,
  insertImages,
  type Placement,
  placeImages,
  publishImages,
  purgeImages,
  removePlacements,
  restoreImages,
  setImageAccess,
  setMainAlbum,
  translateImage,
  trashImages,
  unpublishImages,
  updateImage,
} from './images/images.ts';
export { fileKey, fileNameFor } from './originals/file-name.ts';
export { type OriginalPlace, originalKey, originalKeys, takenFileKeys } from './originals/original-key.ts';
export { type Originals, settleRenames } from './originals/settle-renames.ts';
export type {
  AlbumPage,
  AlbumPageOptions,
  AlbumRef,
  AlbumSummary,
  AlbumsPart,
  HomePage,
  HomePageOptions,
  ImagePage,
  ImagesOptions,
  ImagesPart,
  NewestPage,
} from './pages/page.ts';
export { albumPage, homePage, imagePage, newestPage } from './pages/pages.ts';
export { createGroup } from './people/create-group.ts';
export { createUser, insertUser } from './people/create-user.ts';
export { findUser, listUsers } from './people/find-user.ts';
export { type Group, listGroups } from './people/groups.ts';
export { joinGroup } from './people/join-group.ts';
export { leaveGroup } from './people/leave-group.ts';
export { nameKey } from './people/name-key.ts';
export { everyonePrincipal, signedInPrincipal } from './people/principals.ts';
export { removeGroup } from './people/remove-group.ts';
export { removeUser } from './people/remove-user.ts';
export { updateUser } from './people/update-user.ts';
export type { NewUser, User, UserChange } from './people/user.ts';
export { webmasterExists } from './people/users-store.ts';
export { viewerOf, visitorViewer } from './people/viewers.ts';
