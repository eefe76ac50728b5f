import type { Gallery } from '../gallery.ts';
import { type Figures, readFigures } from './gallery-figures-store.ts';

/** For the administration, where everything counts. */
export const galleryFigures = ({ database }: Gallery): Promise<Figures> => readFigures(database.read);
