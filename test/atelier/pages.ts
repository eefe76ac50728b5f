import { type AlbumCard, html, type ImageCard, type PageData, type PageTemplates } from '@picturerail/sdk';
import { formField } from '../../core/src/http/account/form-field.ts';
import { cardOf, type Picture } from './painted.ts';

export type Page = {
  [Name in keyof PageTemplates]: { readonly template: Name; readonly data: Omit<PageData, 'nonce'> & PageTemplates[Name] };
}[keyof PageTemplates];

const titles = [
  'Evening over the ridge',
  '',
  'Piazza Venezia',
  'The Great Court & its roof (north side)',
  '“Quoted” <b>not bold</b>',
  'A title that goes on for so long that no caption can ever show all of it, whatever the width of the picture may be',
];
const taken = Date.UTC(2003, 8, 14, 16, 20);

const visitor = { userId: null, name: null, status: 'visitor', language: 'en', principals: [1] } as const;

const page = (title: string, more: Partial<PageData> = {}): Omit<PageData, 'nonce'> => ({
  gallery: 'North Light',
  title,
  language: 'en',
  direction: 'ltr',
  viewer: visitor,
  footer: [],
  menu: [
    { label: 'Albums', url: '/home', current: true, entries: [] },
    { label: 'Newest', url: '/newest', current: false, entries: [] },
  ],
  urls: { home: '/home', signIn: '/sign-in', account: null, signOut: null, language: '/language' },
  languages: [
    { tag: 'de', name: 'Deutsch', current: false },
    { tag: 'en', name: 'English', current: true },
    { tag: 'fr', name: 'français', current: false },
  ],
  csrf: 'token',
  here: '/',
  ...more,
});

const webmaster = {
  viewer: { userId: 1, name: 'Marta', status: 'webmaster', language: 'en', principals: [1, 2, 3] },
  urls: { home: '/home', signIn: null, account: '/account', signOut: '/sign-out', language: '/language' },
} as const satisfies Partial<PageData>;

const album = (id: number, title: string, cover: ImageCard | null, imageCount: number, albumCount = 0): AlbumCard => ({
  id,
  title,
  description: '',
  url: `/album?a=${id}`,
  imageCount,
  albumCount,
  cover,
  data: {},
});

const pagerOf = (current: number, pages: number) => ({
  page: current,
  pages,
  previous: current > 1 ? `/album?page=${current - 1}` : null,
  next: current < pages ? `/album?page=${current + 1}` : null,
  links: [1, 2, 3, null, pages].map((number) => (number === null ? null : { page: number, url: `/album?page=${number}`, current: number === current })),
});

/** Every page of the contract and the states that deserve as much care. */
export function pagesOf(pictures: readonly Picture[]): Record<string, Page> {
  const cards = pictures.map((picture, index) =>
    cardOf(picture, index, { title: titles[index % titles.length] as string, takenAt: taken + index * 86_400_000, author: 'Ana Ruiz' }),
  );
  const at = (index: number) => cards[index % cards.length] as ImageCard;
  const albums = [
    album(2, 'London', at(1), 5),
    album(3, 'Europe & beyond (winter)', at(2), 4, 3),
    album(4, 'Coast', at(3), 12),
    album(5, 'An album whose name takes two lines, and would take three or four if anybody let it', at(4), 7),
    album(6, '', null, 0),
  ];
  const travel = { ...album(1, 'Travel', at(0), 91, 5), description: 'London, Rome and the valley in January. Six years of walking with one small camera.' };
  const many = Array.from({ length: 3 }, () => cards)
    .flat()
    .slice(0, 60)
    .map((card, index) => ({ ...card, title: titles[index % titles.length] as string }));
  const albumData = { album: travel, crumbs: [], albums: [], albumPager: null, images: many, pager: null, uploadUrl: null, imagesHere: many.length };
  const view = {
    ...at(5),
    title: 'Limehouse Reach',
    description: 'The tug Touchstone waits for the tide. Canary Wharf still half the size it is today.',
    fileName: 'IMG_0412.jpg',
    mime: 'image/jpeg',
    bytes: 2_345_678,
    createdAt: taken,
    takenOffset: 60,
    albums: [
      { id: 2, title: 'London', url: '/album?a=2' },
      { id: 3, title: 'Boats & tides', url: '/album?a=3' },
    ],
  };
  const imageData = {
    image: view,
    crumbs: [
      { title: 'Travel', url: '/album' },
      { title: 'London', url: '/album?a=2' },
    ],
    list: { title: 'London', url: '/album?a=2' },
    previous: { url: '/image?i=1', title: 'Tower Bridge' },
    next: { url: '/image?i=2', title: 'Greenwich' },
    position: 3,
    total: 5,
    downloadUrl: '/media/5/original.jpg',
  };
  const alone = {
    image: { ...at(1), ...{ fileName: 'a.jpg', mime: 'image/jpeg', bytes: 1, createdAt: taken, albums: [], title: '', takenAt: null, author: '' } },
  };
  const empty = { albums: [], albumPager: null, newest: [], imageCount: 0 };
  const german = { language: 'de', viewer: { ...visitor, language: 'de' } } as const;
  const setup = { token: 'abc', values: { gallery: '', name: '', access: 'public' }, errors: {} } as const;
  const bare = { menu: [], urls: { home: '/home', signIn: null, account: null, signOut: null, language: '/language' } } as const;
  return {
    home: { template: 'home', data: { ...page(''), albums, albumPager: null, newest: cards.slice(0, 17), imageCount: 91 } },
    'home-empty': { template: 'home', data: { ...page(''), ...empty } },
    'home-empty-webmaster': { template: 'home', data: { ...page('', webmaster), ...empty } },
    album: { template: 'album', data: { ...page('Travel'), ...albumData, albums, images: cards.slice(0, 12), uploadUrl: null, imagesHere: 12 } },
    'album-rows': {
      template: 'album',
      data: { ...page('Travel', webmaster), ...albumData, crumbs: [{ title: 'Journeys', url: '/album' }], pager: pagerOf(2, 9) },
    },
    'album-one': {
      template: 'album',
      data: { ...page('Travel'), ...albumData, images: cards.slice(0, 1), album: { ...travel, imageCount: 1, albumCount: 0 } },
    },
    'album-two': {
      template: 'album',
      data: { ...page('Travel'), ...albumData, images: cards.slice(1, 3), album: { ...travel, imageCount: 2, albumCount: 0 } },
    },
    'album-few': {
      template: 'album',
      data: { ...page('Travel'), ...albumData, images: cards.slice(2, 7), album: { ...travel, imageCount: 5, albumCount: 0 } },
    },
    'album-empty': { template: 'album', data: { ...page('', german), ...albumData, images: [], album: album(9, '', null, 0) } },
    'album-empty-webmaster': {
      template: 'album',
      data: { ...page('Coast', webmaster), ...albumData, images: [], crumbs: [{ title: 'Travel', url: '/album' }], album: album(9, 'Coast', null, 0) },
    },
    image: { template: 'image', data: { ...page('Limehouse Reach'), ...imageData } },
    'image-tall': {
      template: 'image',
      data: { ...page('', webmaster), ...imageData, ...alone, image: { ...alone.image, ...cardOf(pictures[3] as Picture, 3) }, next: null, downloadUrl: null },
    },
    'image-alone': {
      template: 'image',
      data: { ...page('', german), ...imageData, ...alone, crumbs: [], previous: null, next: null, position: null, total: null, downloadUrl: null },
    },
    list: { template: 'list', data: { ...page('Newest'), heading: 'Newest', images: cards, pager: null, total: 1234 } },
    'list-empty': { template: 'list', data: { ...page('Newest'), heading: 'Newest', images: [], pager: null, total: null } },
    confirm: {
      template: 'confirm',
      data: { ...page('Sign in'), heading: 'Sign in as Marta?', message: 'The link works once, and for an hour.', button: 'Sign in' },
    },
    form: {
      template: 'form',
      data: {
        ...page('Choose a new password', bare),
        heading: 'Choose a new password',
        message: 'Wherever you are signed in now, you will be signed out.',
        problem: null,
        fields: [
          formField({ name: 'name', label: 'User name', value: 'ana', autocomplete: 'username', readOnly: true }),
          formField({ name: 'language', label: 'Language', type: 'choice', value: 'de', options: [{ value: 'de', label: 'Deutsch' }] }),
          formField({ name: 'password', label: 'New password', type: 'password', help: 'At least ten characters.', problem: 'This password is too short.' }),
        ],
        button: 'Set the password and sign in',
      },
    },
    account: {
      template: 'account',
      data: {
        ...page('Your account', webmaster),
        heading: 'Marta',
        message: 'Webmaster',
        notice: 'The password is changed.',
        forms: [
          {
            action: 'language',
            heading: 'Language',
            message: null,
            problem: null,
            fields: [formField({ name: 'language', label: 'Pages and messages', type: 'choice', value: 'de', options: [{ value: 'de', label: 'Deutsch' }] })],
            button: 'Save',
          },
          {
            action: 'password',
            heading: 'Password',
            message: 'You stay signed in here, and are signed out everywhere else.',
            problem: 'Too many attempts.',
            fields: [
              formField({
                name: 'password',
                label: 'New password',
                type: 'password',
                help: 'At least ten characters.',
                problem: 'This password is too short.',
              }),
            ],
            button: 'Change the password',
          },
        ],
        sessions: {
          heading: 'Where you are signed in',
          message: 'Sign out what you do not know.',
          list: [
            { id: 2, device: 'Firefox on Windows', about: 'This one', button: null },
            {
              id: 1,
              device: 'A device with a name that goes on and on',
              about: 'Last used on 21 Nov 2026, 14:02 · 2001:db8:85a3:8d3:1319:8a2e:370:7348',
              button: 'Sign out',
            },
          ],
          endOthers: 'Sign out everywhere else',
        },
        tokens: {
          heading: 'Tokens for programs',
          message: 'A program that has one comes in as you.',
          made: formField({ name: 'token-made', label: 'Your new token', value: `pr_${'x'.repeat(43)}`, readOnly: true, help: 'Copy it now.' }),
          list: [{ id: 3, device: 'A program with a name that goes on and on', about: 'Look and download · until 21 Dec 2026, 14:02', button: 'Revoke' }],
          form: {
            action: 'token',
            heading: 'New token',
            message: null,
            problem: 'Too many attempts.',
            fields: [formField({ name: 'token-name', label: 'What it is for', problem: 'Say what the token is for.' })],
            button: 'Make a token',
          },
        },
      },
    },
    'account-shared': {
      template: 'account',
      data: {
        ...page('Your account', webmaster),
        heading: 'Marta',
        message: 'This account is shared.',
        notice: null,
        forms: [],
        sessions: { heading: 'Where you are signed in', message: 'Sign out what you do not know.', list: [], endOthers: null },
        tokens: null,
      },
    },
    'form-nothing': {
      template: 'form',
      data: { ...page('Forgotten', bare), heading: 'Forgotten', message: 'Ask the webmaster.', problem: 'It did not work.', fields: [], button: null },
    },
    page: {
      template: 'page',
      data: {
        ...page('Print shop', webmaster),
        heading: 'Print shop',
        html: html`<p>Prints on <a href="/album">paper</a> that lasts.</p><h2>Sizes</h2><table><thead><tr><th>Size</th><th>Price of a print, frame not included</th></tr></thead><tbody>${['20 × 30 cm', '30 × 45 cm'].map((size) => html`<tr><td>${size}</td><td>${'€ 40 '.repeat(9)}</td></tr>`)}</tbody></table><h3>Order</h3><form method="post"><ul><li>One for the wall</li></ul><label for="count">How many</label><input id="count" name="count" type="number" value="1"><button>Order</button></form>`,
      },
    },
    'sign-in': { template: 'sign-in', data: { ...page('Sign in'), name: '', error: null, next: '/', forgot: '/forgot', register: '/register' } },
    'sign-in-failed': {
      template: 'sign-in',
      data: { ...page('Sign in'), name: 'ana', error: 'Name or password is not right.', next: '/', forgot: '/forgot', register: null },
    },
    setup: { template: 'setup', data: { ...page('Set up', bare), ...setup } },
    'setup-errors': {
      template: 'setup',
      data: {
        ...page('Set up', bare),
        ...setup,
        errors: { password: 'This password is too easy to guess: use at least ten characters.', name: 'Enter a name to sign in with.' },
      },
    },
    'error-500-webmaster': {
      template: 'error',
      data: {
        ...page('Something went wrong', webmaster),
        status: 500,
        heading: 'Something went wrong',
        message: 'Request "4f1c" is in the log of the server.',
        signIn: null,
        rescue: '/admin/rescue',
      },
    },
    'error-503': {
      template: 'error',
      data: {
        ...page('Not set up yet', bare),
        status: 503,
        heading: 'Not set up yet',
        message: 'The link for that stands in the log of the server.',
        signIn: null,
        rescue: null,
      },
    },
    error: {
      template: 'error',
      data: {
        ...page('Not found'),
        status: 404,
        heading: 'This page is not here',
        message: 'It may have moved, or it may be private. If it was shared with you, sign in and you will come back here.',
        signIn: '/sign-in',
        rescue: null,
      },
    },
  };
}
