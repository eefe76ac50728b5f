import { definePlugin } from '@picturerail/sdk';
import { changeList } from './admin/change-list.ts';
import { changeOne } from './admin/change-one.ts';
import { editPage } from './admin/edit-page.ts';
import { listPages } from './admin/list-pages.ts';
import { showPage } from './show-page.ts';

/** Text pages, such as a legal notice: written in the administration, shown at an address of their own to whom they are meant for. */
export default definePlugin({
  setup(rail) {
    rail.router.get('/pages/:slug', (request) => showPage(rail, request));
    rail.admin.page('/', { label: '%menu%' }, (request) => listPages(rail, request));
    rail.admin.action('/', {}, (request) => changeList(rail, request));
    rail.admin.page('/:id', {}, (request) => editPage(rail, request));
    rail.admin.action('/:id', {}, (request) => changeOne(rail, request));
  },
});
