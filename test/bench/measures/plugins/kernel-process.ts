import { measureInKernel } from './in-kernel.js';

process.send?.(await measureInKernel());
process.disconnect?.();
