import { expect, it } from 'vitest';
import { savedName } from './saved-name.ts';

it.each([
  ['Harbour.jpg', 'image/jpeg', 'Harbour.jpg'],
  ['IMG_0001.JPEG', 'image/jpeg', 'IMG_0001.JPEG'],
  ['scan.tiff', 'image/tiff', 'scan.tiff'],
  ['misnamed.png', 'image/jpeg', 'misnamed.png'],
  ['page.html', 'image/jpeg', 'page.html.jpg'],
  ['setup.exe', 'image/webp', 'setup.exe.webp'],
  ['drawing.svg', 'image/png', 'drawing.svg.png'],
  ['Dr. Who', 'image/jpeg', 'Dr. Who.jpg'],
  ['.htaccess', 'image/gif', '.htaccess.gif'],
  ['odd.thing', 'image/x-of-a-plugin', 'odd.thing.bin'],
])('%s of type %s is saved as %s', (fileName, mime, saved) => {
  expect(savedName(fileName, mime)).toBe(saved);
});
