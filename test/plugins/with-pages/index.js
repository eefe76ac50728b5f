import { Readable } from 'node:stream';
import { GalleryError } from '@picturerail/sdk';

/** A page of each kind, and each way to go wrong. */
export default {
  setup(rail) {
    const { html } = rail;
    const entries = [];
    const answers = {
      json: () => ({ json: { hello: 'world' } }),
      file: () => ({ body: 'a;b\n', type: 'text/csv; charset=utf-8', fileName: 'Übersicht.csv' }),
      stream: () => ({ body: Readable.from(['one ', 'two']), type: 'text/plain; charset=utf-8' }),
      bytes: () => ({ body: new Uint8Array([1, 2, 3]), type: 'application/octet-stream', status: 201 }),
      away: () => ({ redirect: 'https://pay.example.org/order/7' }),
      'away-in-words': () => ({ redirect: '/albums/3/süden 100%25 \ud800?q=日本' }),
      nothing: () => null,
      refuses: () => {
        throw new GalleryError('with-pages-closed', 'The shop is closed until "Monday".', { status: 409 });
      },
      outage: () => {
        throw new GalleryError('with-pages-no-bank', 'The bank does not answer; try again later.', { status: 503, data: { retryAfter: 30 } });
      },
      throws: () => {
        throw new Error('the secret of this plugin');
      },
      rubbish: () => 'a page',
      'other-host': () => ({ redirect: '//evil.example.org' }),
      'backslash-host': () => ({ redirect: '/\\evil.example.org' }),
      script: () => ({ redirect: 'javascript:alert(1)' }),
      'no-html': () => ({ title: 'Text', html: '<b>not html</b>' }),
    };
    rail.router.get('/', ({ viewer, query }) => ({
      title: 'Hello & welcome',
      html: html`<p>${viewer.name ?? 'visitor'} came with ${query.get('with') ?? 'nothing'}</p>`,
    }));
    rail.router.get('/answers/:name', ({ params }) => answers[params.name]?.() ?? null);
    rail.router.get('/files/*path', ({ params, path, header }) => ({ json: { path, param: params.path, accept: header('accept-language') } }));
    rail.router.get('/guestbook', ({ csrf, nonce }) => ({
      title: 'Guest book',
      html: html`<style nonce="${nonce}">p { color: inherit }</style>
        <form method="post">${csrf}<label for="entry">Your entry</label><input id="entry" name="entry"><button>Send</button></form>
        <ul>${entries.map((entry) => html`<li>${entry}</li>`)}</ul>`,
    }));
    rail.router.post('/guestbook', ({ form }) => {
      entries.push([...form].map(([name, value]) => `${name}: ${value}`).join(', '));
      return { redirect: '/guestbook' };
    });
    rail.router.delete('/guestbook/:index', ({ params }) => {
      entries.splice(Number(params.index), 1);
      return { json: entries.length };
    });

    rail.admin.page('/', { label: '%orders%' }, ({ csrf, viewer }) => ({
      title: 'Orders',
      html: html`<p>${viewer.name} has ${entries.length} orders.</p><form method="post" action="/admin/p/with-pages/add">${csrf}<button>Add</button></form>`,
    }));
    rail.admin.action('/add', {}, () => {
      entries.push('from the administration');
      return { redirect: '/admin/p/with-pages' };
    });
    rail.admin.page('/keys', { label: 'Keys', for: 'webmaster' }, () => ({ title: 'Keys', html: html`<p>For webmasters.</p>` }));
    rail.collect('admin:menu', () => [
      { label: 'Shop', url: '/guestbook', section: 'Selling' },
      { label: 'Bad', url: 'javascript:alert(1)' },
    ]);
  },
};
