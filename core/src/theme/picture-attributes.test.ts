import { expect, it } from 'vitest';
import { pictureAttributes } from './picture-attributes.ts';

const source = (width: number) => ({ url: `/media/1/h/${width}.jpg`, width, height: width / 2, size: String(width) });
const square = { ...source(240), url: '/media/1/h/square.jpg' };
const picture = { width: 3000, height: 1500, square, sources: [source(320), source(480), source(720)] };

it('a picture names all of its sources, its true proportions, and the size for who knows no choice', () => {
  expect(pictureAttributes(picture, { sizes: '50vw' })).toBe(
    'src="/media/1/h/480.jpg" srcset="/media/1/h/320.jpg 320w, /media/1/h/480.jpg 480w, /media/1/h/720.jpg 720w" sizes="auto, 50vw" ' +
      'width="3000" height="1500" decoding="async" loading="lazy"',
  );
});

it('what is seen first is loaded at once, and the first of it before all', () => {
  expect(pictureAttributes(picture, { sizes: '50vw', eager: true })).toMatch(/ sizes="50vw" width="3000" height="1500" decoding="async"$/);
  expect(pictureAttributes(picture, { sizes: '50vw', eager: true, urgent: true })).toMatch(/ fetchpriority="high"$/);
});

it('a small picture offers no choice, and one without sources its square', () => {
  const attributes = 'width="3000" height="1500" decoding="async" loading="lazy"';
  expect(pictureAttributes({ ...picture, sources: [source(320)] }, { sizes: '50vw' })).toBe(`src="/media/1/h/320.jpg" ${attributes}`);
  expect(pictureAttributes({ ...picture, sources: [] }, { sizes: '50vw' })).toBe(`src="/media/1/h/square.jpg" ${attributes}`);
});

it('nothing that a plugin puts into addresses or sizes leaves its attribute', () => {
  const wicked = `"><script>'&`;
  const text = pictureAttributes(
    { ...picture, width: wicked as never, sources: [source(320), { ...source(480), url: wicked }] },
    { sizes: wicked, eager: true, urgent: wicked },
  );
  expect(text.replaceAll('&quot;&gt;&lt;script&gt;&#39;&amp;', 'WICKED')).toBe(
    'src="WICKED" srcset="/media/1/h/320.jpg 320w, WICKED 480w" sizes="WICKED" width="NaN" height="1500" decoding="async" fetchpriority="high"',
  );
});
