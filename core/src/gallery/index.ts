/**
 * Gallery: the domain. Albums, images, users and groups; who may see what, and do what; what each viewer's pages hold;
 * where originals lie. One short transaction per use case, one file each; SQL only in stores. It knows no HTTP, no HTML
 * and no pixels, reads and writes no bytes, and refuses to decide from a list of the gallery what must be decided from
 * the image itself. Words it owns: album, image, placement, user, group, principal, access list, audience, narrow key,
 * visibility, access change, bulk change, trash.
 */
export type { AccessChoice, AccessEntry, AccessPreset, PrincipalName } from './access/access-choice.ts';
export { type AccessWord, accessOf, accessWords } from './access/access-word.ts';
export { authContribution } from './access/auth-contribution.ts';
export { type GrantPreset, grantPresets, presetOf } from './access/grant-presets.ts';
export { administeredMedia, imageRights, type MediaAccess, mayOnAlbum, mediaAccess } from './access/permissions.ts';
export { type AccessPreview, previewAccess, previewMerge } from './access/preview-access.ts';
export { coreRights } from './access/rights.ts';
export type { Album, AlbumChange, AlbumEntry, NewAlbum, SortRule } from './albums/album.ts';
export { albumsSeen } from './albums/albums-seen.ts';
export { type BrowsedAlbum, type BrowsedAlbums, browseAlbums, browseTrash, findTrashed, searchAlbums } from './albums/browse-albums.ts';
export type { AlbumText } from './albums/browse-albums-store.ts';
export { createAlbum } from './albums/create-album.ts';
export { albumIsLiving, albumsAbove, albumTexts, childAlbum, childAlbums, findAlbum, findAlbumByPath, listAlbums, listTrash } from './albums/find-albums.ts';
export { isEntrusted, type ManagedAlbum, managedAlbum, managesAlbums } from './albums/managed-albums.ts';
export { mergeAlbums } from './albums/merge-albums.ts';
export { type MoveOptions, moveAlbum } from './albums/move-album.ts';
export { type AlbumPlace, orderAlbum } from './albums/order-album.ts';
export { type ImageOrder, orderImages } from './albums/order-images.ts';
export { purgeAlbum } from './albums/purge-album.ts';
export { type AccessChanged, readAlbumAccess, setAlbumAccess } from './albums/set-album-access.ts';
export { setRootAccess, setRootAccessAfterwards, topAlbumsInherit } from './albums/set-root-access.ts';
export { translateAlbum } from './albums/translate-album.ts';
export { restoreAlbum, trashAlbum } from './albums/trash-album.ts';
export { renameAlbum, updateAlbum } from './albums/update-album.ts';
export { type BrowsedImages, browseImages } from './browse/browse-images.ts';
export type { BrowsedImage } from './browse/browse-images-store.ts';
export { type DescribedImage, describeImage } from './browse/describe-image.ts';
export type { Counted } from './browse/find-image-ids.ts';
export { anyImage, type ImageFilter, imageProblems, type PluginValue } from './browse/image-filter.ts';
export { remakeJob } from './bulk/apply-action.ts';
export type { BulkAction, BulkChange } from './bulk/bulk-change.ts';
export { changeAtOnce } from './bulk/change-at-once.ts';
export { nothingSelected } from './bulk/errors.ts';
export type { Chosen } from './bulk/start-bulk-change.ts';
export { findBulkChange, isUndoable, listBulkChanges, undoBulkChange } from './bulk/undo-bulk-change.ts';
export { finishAccessChanges } from './changes/finish-access-changes.ts';
export { galleryChecks } from './doctor/gallery-checks.ts';
export { statusNeeded } from './errors.ts';
export { type Actor, createGallery, type DomainHooks, type Gallery, type GalleryOptions, type System, system } from './gallery.ts';
export { describeOriginals } from './images/describe-originals.ts';
export { fillImages } from './images/fill-images.ts';
export { countImages, countUnseen, findImage, findImagesByHash, findPlacements, imageIsLiving, imagesAfter } from './images/find-images.ts';
export type { ImageChange, ImageRow, ImageState, ListedImage, NewImage } from './images/image.ts';
export { imagesInScopes } from './images/images-in-scopes.ts';
export { insertImages } from './images/insert-images.ts';
export { type Placement, placeImages } from './images/place-images.ts';
export { publishImages, unpublishImages } from './images/publish-images.ts';
export { purgedJob, purgeImages } from './images/purge-images.ts';
export { removePlacements } from './images/remove-placements.ts';
export { type Renewal, renewImages } from './images/renew-images.ts';
export { sampleImages } from './images/sample-images.ts';
export { setImageAccess } from './images/set-image-access.ts';
export { setMainAlbum } from './images/set-main-album.ts';
export { translateImage } from './images/translate-image.ts';
export { markFound, markMissing, restoreImages, trashImages } from './images/trash-images.ts';
export { updateImage } from './images/update-image.ts';
export { existingImages, type KnownOriginal, knownOriginal, originalsAfter, originalsOfContent } from './originals/all-originals.ts';
export { declaredRoots, declareRoot, rootFor } from './originals/declare-root.ts';
export { fileKey, fileNameFor } from './originals/file-name.ts';
export { findInPlace, missingInPlace } from './originals/find-in-place.ts';
export type { InPlace } from './originals/in-place.ts';
export { type MovedOriginal, moveInPlace } from './originals/move-in-place.ts';
export { originalKey, takenFileKeys } from './originals/original-key.ts';
export { originalPlace } from './originals/original-place.ts';
export { type OriginalsTaken, originalsTaken } from './originals/originals-taken.ts';
export type { OriginalRoot } from './originals/roots-store.ts';
export { type Originals, settleRenames } from './originals/settle-renames.ts';
export { strayFiles } from './originals/stray-files.ts';
export { albumPage } from './pages/album-page.ts';
export { galleryFigures } from './pages/gallery-figures.ts';
export { homePage } from './pages/home-page.ts';
export { imagePage } from './pages/image-page.ts';
export { newestPage } from './pages/newest-page.ts';
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
export { createGroup } from './people/create-group.ts';
export { createUser, insertUser } from './people/create-user.ts';
export { describeUser, type UserDescribed } from './people/describe-user.ts';
export { readEmail } from './people/email.ts';
export { findUser, listUsers } from './people/find-user.ts';
export { findGroup, type Group, groupsNamed, listGroupNames, listGroupSizes, listGroups } from './people/groups.ts';
export { joinGroup } from './people/join-group.ts';
export { leaveGroup } from './people/leave-group.ts';
export { administers, refuseTarget, statusesGivenBy } from './people/may-change-users.ts';
export { nameKey } from './people/name-key.ts';
export { type NamedEntry, nameEntries, principalCalled, someNames } from './people/named-principals.ts';
export { type PreviewedAs, previewedViewer } from './people/previewed-viewer.ts';
export { everyonePrincipal, signedInPrincipal } from './people/principals.ts';
export { removeGroup } from './people/remove-group.ts';
export { removeUser } from './people/remove-user.ts';
export { renameGroup } from './people/rename-group.ts';
export { searchUsers } from './people/search-users.ts';
export { updateUser } from './people/update-user.ts';
export type { NewUser, User, UserChange } from './people/user.ts';
export type { UserOrder } from './people/user-list-store.ts';
export { webmasterExists } from './people/users-store.ts';
export { viewerOf, visitorViewer } from './people/viewers.ts';
export type { Translation } from './translation.ts';
