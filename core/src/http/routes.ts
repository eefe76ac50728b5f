import type { ApiScope } from '#accounts';
import { showAccount } from './account/account-page.ts';
import { changeAccount } from './account/change-account.ts';
import { askForLink, showForgot } from './account/forgot.ts';
import { chooseLanguage } from './account/language.ts';
import { showLoginLink, useLoginLink } from './account/login-link.ts';
import { setPassword, showPasswordLink } from './account/password-link.ts';
import { register, showRegister } from './account/register.ts';
import { completeAccount, showRegistrationLink } from './account/registration-link.ts';
import { setUp, showSetup } from './account/setup.ts';
import { showSignIn, signIn } from './account/sign-in.ts';
import { answerSignInStep, showSignInStep } from './account/sign-in-step.ts';
import { signOut } from './account/sign-out.ts';
import { showActivity } from './admin/activity/activity-page.ts';
import { exportCsv, exportJsonLines } from './admin/activity/export-activity.ts';
import { showAlbumAdmin } from './admin/albums/album-page.ts';
import { changeAlbums, showAlbums } from './admin/albums/albums-page.ts';
import { changeAlbum } from './admin/albums/change-album.ts';
import { moveTo, showMove } from './admin/albums/move-album-page.ts';
import { changeTrash, showTrash } from './admin/albums/trash-page.ts';
import { changeImage } from './admin/images/change-image.ts';
import { changeImages } from './admin/images/change-images.ts';
import { showChange, showChanges, undoChange } from './admin/images/changes-page.ts';
import { showImageAdmin } from './admin/images/image-page.ts';
import { showImages } from './admin/images/images-page.ts';
import { addImport, chooseFolder } from './admin/import/choose-folder.ts';
import { changeImport, showImport } from './admin/import/import-page.ts';
import { showImports } from './admin/import/imports-page.ts';
import { exportReport, showReport } from './admin/import/report-page.ts';
import { retryJobs, showJobs } from './admin/jobs-page.ts';
import { showOverview } from './admin/overview.ts';
import { carryOut } from './admin/packages/carry-out.ts';
import { changePlugin } from './admin/packages/change-plugin.ts';
import { changeTheme } from './admin/packages/change-theme.ts';
import { showPlugin } from './admin/packages/plugin-page.ts';
import { showPlugins } from './admin/packages/plugins-page.ts';
import { proposeChange } from './admin/packages/propose-change.ts';
import { showPlan } from './admin/packages/show-plan.ts';
import { showThemes } from './admin/packages/themes-page.ts';
import { changeGroup } from './admin/people/change-group.ts';
import { changeUser } from './admin/people/change-user.ts';
import { showGroup } from './admin/people/group-page.ts';
import { addGroup, showGroups } from './admin/people/groups-page.ts';
import { addUser, showNewUser } from './admin/people/new-user.ts';
import { showUser } from './admin/people/user-page.ts';
import { showUsers } from './admin/people/users-page.ts';
import { changeInRescue, showRescue } from './admin/rescue.ts';
import { saveCoreSettings, savePluginSettings, showCoreSettings, showPluginSettings } from './admin/settings/serve-settings.ts';
import { changeSizes, showSizes } from './admin/settings/sizes-page.ts';
import { beginBackup, showBackups } from './admin/upkeep/backups-page.ts';
import { beginUpkeep, showMaintenance } from './admin/upkeep/maintenance-page.ts';
import type { Exchange } from './exchange.ts';
import type { Proof } from './form-tokens.ts';
import { serveAdminMedia, serveMedia } from './media/serve-media.ts';
import { showAlbum } from './pages/album.ts';
import { showHome } from './pages/home.ts';
import { showImage } from './pages/image.ts';
import { showNewest } from './pages/newest.ts';
import { beginPreview } from './preview/begin-preview.ts';
import type { Room } from './room.ts';
import { favicon, robotsTxt } from './small-files.ts';
import { serveTus } from './upload/serve-tus.ts';
import { admitFiles, sendByForm, showUpload } from './upload/upload-page.ts';
import { askKnown, showUploadState } from './upload/upload-state.ts';

/**
 * Whom a route is for; to everybody else it does not exist. `gallery`: the domain decides what of it this viewer sees.
 * `holder`: whoever holds the token in the address. `signed-in`: whoever has an account; who has not signed in does that first.
 * `manager`: administrators, and who administers some albums; the domain decides which.
 */
export type Audience = 'everyone' | 'gallery' | 'holder' | 'signed-in' | 'manager' | 'administrator' | 'webmaster';

export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE' | 'OPTIONS' | 'HEAD';
  readonly paths: readonly string[];
  readonly for: Audience;
  readonly proof: Proof;
  /** Of tokens that open it; without one no token does. */
  readonly scope?: ApiScope;
  /** Asked before anything of a file is kept. */
  readonly admit?: Route['open'];
  readonly open: (room: Room) => (ctx: Exchange) => unknown;
}

const get = (whom: Audience, paths: string | readonly string[], open: Route['open']): Route => ({
  method: 'GET',
  paths: [paths].flat(),
  for: whom,
  proof: 'token',
  open,
});
const post = (whom: Audience, path: string, open: Route['open'], proof: Proof = 'token'): Route => ({ method: 'POST', paths: [path], for: whom, proof, open });

const read = (paths: string | readonly string[], open: Route['open']): Route => ({ ...get('gallery', paths, open), scope: 'read' });
const tus = (method: Route['method'], path: string): Route => ({
  method,
  paths: [path],
  for: 'gallery',
  proof: 'header',
  scope: 'upload',
  open: serveTus,
});

/** Every address the core answers, and whom: nothing is routed that does not stand here. Below /admin and /p plugins have theirs. */
export const routes: readonly Route[] = [
  read('/', showHome),
  read('/newest', showNewest),
  read(['/albums/:id', '/albums/:id/:slug'], showAlbum),
  read(['/images/:id', '/images/:id/:slug'], showImage),
  read('/media/:id/:hash/:file', serveMedia),
  get('signed-in', '/upload/:id', showUpload),
  { ...post('signed-in', '/upload/:id', sendByForm, 'files'), admit: admitFiles },
  post('gallery', '/uploads/known', askKnown),
  tus('OPTIONS', '/uploads'),
  tus('POST', '/uploads'),
  tus('HEAD', '/uploads/:upload'),
  tus('PATCH', '/uploads/:upload'),
  tus('DELETE', '/uploads/:upload'),
  { ...get('gallery', '/uploads/:upload', showUploadState), scope: 'upload' },
  get('everyone', '/account/sign-in', showSignIn),
  post('everyone', '/account/sign-in', signIn),
  get('everyone', '/account/sign-in/step', showSignInStep),
  post('everyone', '/account/sign-in/step', answerSignInStep),
  post('everyone', '/account/sign-out', signOut),
  post('everyone', '/account/language', chooseLanguage, 'language'),
  get('holder', '/account/login-link/:token', showLoginLink),
  post('holder', '/account/login-link/:token', useLoginLink),
  get('holder', '/account/password-link/:token', showPasswordLink),
  post('holder', '/account/password-link/:token', setPassword),
  get('everyone', '/account/forgot', showForgot),
  post('everyone', '/account/forgot', askForLink),
  get('everyone', '/account/register', showRegister),
  post('everyone', '/account/register', register),
  get('holder', '/account/registration/:token', showRegistrationLink),
  post('holder', '/account/registration/:token', completeAccount),
  get('signed-in', '/account', showAccount),
  post('signed-in', '/account', changeAccount),
  get('holder', '/setup/:token', showSetup),
  post('holder', '/setup/:token', setUp),
  get('administrator', '/admin', showOverview),
  get('manager', '/admin/albums', showAlbums),
  post('manager', '/admin/albums', changeAlbums),
  get('manager', '/admin/albums/:id', showAlbumAdmin),
  post('manager', '/admin/albums/:id', changeAlbum),
  get('manager', '/admin/albums/:id/upload', showUpload),
  { ...post('manager', '/admin/albums/:id/upload', sendByForm, 'files'), admit: admitFiles },
  get('manager', '/admin/albums/:id/move', showMove),
  post('manager', '/admin/albums/:id/move', moveTo),
  get('administrator', '/admin/images', showImages),
  post('administrator', '/admin/images', changeImages),
  get('administrator', '/admin/images/changes', showChanges),
  get('administrator', '/admin/images/changes/:id', showChange),
  post('administrator', '/admin/images/changes/:id', undoChange),
  get('administrator', '/admin/images/:id', showImageAdmin),
  post('administrator', '/admin/images/:id', changeImage),
  get('administrator', '/admin/media/:id/:hash/:file', serveAdminMedia),
  get('manager', '/admin/trash', showTrash),
  post('manager', '/admin/trash', changeTrash),
  get('administrator', '/admin/jobs', showJobs),
  post('administrator', '/admin/jobs', retryJobs),
  get('administrator', '/admin/users', showUsers),
  post('administrator', '/admin/users', addUser),
  get('administrator', '/admin/users/new', showNewUser),
  get('administrator', '/admin/users/:id', showUser),
  post('administrator', '/admin/users/:id', changeUser),
  get('administrator', '/admin/groups', showGroups),
  post('administrator', '/admin/groups', addGroup),
  get('administrator', '/admin/groups/:id', showGroup),
  post('administrator', '/admin/groups/:id', changeGroup),
  get('administrator', '/admin/activity', showActivity),
  get('administrator', '/admin/activity/activity.csv', exportCsv),
  get('administrator', '/admin/activity/activity.jsonl', exportJsonLines),
  post('administrator', '/admin/preview', beginPreview),
  get('webmaster', '/admin/plugins', showPlugins),
  get('webmaster', '/admin/plugins/:id', showPlugin),
  post('webmaster', '/admin/plugins/:id', changePlugin),
  get('webmaster', '/admin/themes', showThemes),
  post('webmaster', '/admin/themes', changeTheme),
  post('webmaster', '/admin/packages', proposeChange, 'file'),
  get('webmaster', '/admin/packages/:token', showPlan),
  post('webmaster', '/admin/packages/:token', carryOut),
  get('webmaster', '/admin/settings', showCoreSettings),
  post('webmaster', '/admin/settings', saveCoreSettings),
  get('webmaster', '/admin/sizes', showSizes),
  post('webmaster', '/admin/sizes', changeSizes),
  get('webmaster', '/admin/plugins/:id/settings', showPluginSettings),
  post('webmaster', '/admin/plugins/:id/settings', savePluginSettings),
  get('webmaster', '/admin/backups', showBackups),
  post('webmaster', '/admin/backups', beginBackup),
  get('webmaster', '/admin/import', showImports),
  get('webmaster', '/admin/import/new', chooseFolder),
  post('webmaster', '/admin/import/new', addImport),
  get('webmaster', '/admin/import/:id', showImport),
  post('webmaster', '/admin/import/:id', changeImport),
  get('webmaster', '/admin/import/:id/runs/:run', showReport),
  get('webmaster', '/admin/import/:id/runs/:run/report.csv', exportReport),
  get('webmaster', '/admin/maintenance', showMaintenance),
  post('webmaster', '/admin/maintenance', beginUpkeep),
  get('webmaster', '/admin/rescue', showRescue),
  post('webmaster', '/admin/rescue', changeInRescue),
  get('everyone', '/robots.txt', () => robotsTxt),
  get('everyone', '/favicon.ico', favicon),
];
