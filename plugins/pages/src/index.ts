import { definePlugin } from '@picturerail/sdk';
import { changeList } from './admin/change-list.ts';
import { changeMenuEntry, changeMenus } from './admin/change-menu.ts';
import { changeOne } from './admin/change-one.ts';
import { editEntry } from './admin/edit-entry.ts';
import { editPage } from './admin/edit-page.ts';
import { listMenus } from './admin/list-menus.ts';
import { listPages } from './admin/list-pages.ts';
import { createMenus } from './menus/show-menus.ts';
import { showPage } from './show-page.ts';

/**
 * Text pages, such as a legal notice: written in the administration, shown at an address of their own to whom they are meant for. And the menus of the
 * theme, in which they and other things stand for those who may see them.
 */
export default definePlugin({
  setup(rail) {
    rail.router.get('/pages/:slug', (request) => showPage(rail, request));
    const showMenus = createMenus(rail);
    rail.filter('menus:list', (menus, { viewer }, { language }) => showMenus(menus, viewer, language));
    rail.admin.page('/', { label: '%menu%' }, (request) => listPages(rail, request));
    rail.admin.action('/', {}, (request) => changeList(rail, request));
    rail.admin.page('/menus', { label: '%menus%' }, (request) => listMenus(rail, request));
    rail.admin.action('/menus', {}, (request) => changeMenus(rail, request));
    rail.admin.page('/menus/:id', {}, (request) => editEntry(rail, request));
    rail.admin.action('/menus/:id', {}, (request) => changeMenuEntry(rail, request));
    rail.admin.page('/:id', {}, (request) => editPage(rail, request));
    rail.admin.action('/:id', {}, (request) => changeOne(rail, request));
  },
});
