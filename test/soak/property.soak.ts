import { tell } from './told.ts';
import '../../core/src/gallery/property.test.ts';

tell(`${Number(process.env.PROPERTY_CASES).toLocaleString('en')} random histories of a gallery on each database.`);
