import { bokeh, circles, contours, skyline, stripes } from './abstracts.ts';
import type { Motif } from './canvas.ts';
import { dunes, forest, meadow, moonOverWater, mountains, sea } from './landscapes.ts';

/** One picture to be painted: a folder, a name, a motif, a size, a moment. */
export interface Painting {
  readonly folder: string;
  readonly fileName: string;
  readonly title: string;
  readonly motif: Motif;
  readonly width: number;
  readonly height: number;
  /** As EXIF writes it, with the offset of the camera's clock. */
  readonly takenAt: string;
  readonly offset: string;
}

const shapes = { wide: [1800, 1200], tall: [1200, 1800], square: [1500, 1500], classic: [1600, 1200], upright: [1200, 1500], panorama: [2600, 900] } as const;
type Shape = keyof typeof shapes;

interface PaintedAlbum {
  readonly folder: string;
  readonly day: string;
  readonly offset: string;
  readonly pictures: readonly (readonly [title: string, motif: Motif, shape: Shape])[];
}

const albums: readonly PaintedAlbum[] = [
  {
    folder: 'Travel/Desert (first light)',
    day: '2021:03:14',
    offset: '+01:00',
    pictures: [
      ['Long shadows', dunes, 'wide'],
      ['The last dune', dunes, 'panorama'],
      ['Noon', dunes, 'classic'],
      ['Footprints', dunes, 'tall'],
      ['Heat', dunes, 'square'],
    ],
  },
  {
    folder: 'Travel/Coast & islands',
    day: '2022:08:02',
    offset: '+02:00',
    pictures: [
      ['Harbour mouth', sea, 'wide'],
      ['After the ferry', sea, 'panorama'],
      ['Moonrise', moonOverWater, 'tall'],
      ['Calm', sea, 'square'],
      ['Lighthouse hour', moonOverWater, 'wide'],
      ['Evening swim', sea, 'classic'],
    ],
  },
  {
    folder: 'Travel/Cities',
    day: '2023:11:18',
    offset: '-05:00',
    pictures: [
      ['Blue hour', skyline, 'wide'],
      ['From the bridge', skyline, 'panorama'],
      ['Rain on glass', bokeh, 'tall'],
      ['Late tram', bokeh, 'wide'],
      ['Rooftops', skyline, 'upright'],
    ],
  },
  {
    folder: 'Nature/Mountains',
    day: '2020:09:27',
    offset: '+02:00',
    pictures: [
      ['Four ridges', mountains, 'wide'],
      ['Before sunrise', mountains, 'panorama'],
      ['Hut view', mountains, 'classic'],
      ['Haze', mountains, 'tall'],
      ['North face', mountains, 'square'],
      ['The way down', mountains, 'wide'],
    ],
  },
  {
    folder: 'Nature/Woods',
    day: '2024:01:06',
    offset: '+01:00',
    pictures: [
      ['First frost', forest, 'wide'],
      ['Clearing', forest, 'upright'],
      ['Edge of the wood', forest, 'classic'],
      ['Fog', forest, 'tall'],
    ],
  },
  {
    folder: 'Nature/Meadows',
    day: '2024:05:25',
    offset: '+02:00',
    pictures: [
      ['Poppies', meadow, 'wide'],
      ['Hay tomorrow', meadow, 'panorama'],
      ['Bees', meadow, 'square'],
      ['Path', meadow, 'tall'],
    ],
  },
  {
    folder: 'Studio',
    day: '2025:02:11',
    offset: '+01:00',
    pictures: [
      ['Stripes I', stripes, 'square'],
      ['Stripes II', stripes, 'upright'],
      ['Targets', circles, 'wide'],
      ['Orbit', circles, 'square'],
      ['Contours', contours, 'panorama'],
      ['Contours, night', contours, 'tall'],
      ['Lights', bokeh, 'classic'],
      ['Crossing', stripes, 'wide'],
    ],
  },
  {
    folder: 'Studio/Night studies',
    day: '2025:02:12',
    offset: '+01:00',
    pictures: [
      ['Moon I', moonOverWater, 'square'],
      ['Moon II', moonOverWater, 'classic'],
    ],
  },
];

/** The archive of the demonstration, always the same. */
export const paintings = (): Painting[] => albums.flatMap(paintingsOf);

const paintingsOf = ({ folder, day, offset, pictures }: PaintedAlbum): Painting[] =>
  pictures.map(([title, motif, shape], index) => {
    const [width, height] = shapes[shape];
    const clock = `${String(8 + index).padStart(2, '0')}:${String((index * 17) % 60).padStart(2, '0')}:${String((index * 29) % 60).padStart(2, '0')}`;
    return { folder, fileName: `${title}.jpg`, title, motif, width, height, takenAt: `${day} ${clock}`, offset };
  });
