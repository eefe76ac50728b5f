import type { Kernel, KernelOptions } from './kernel-types.ts';

export declare function createKernel(options: KernelOptions): Kernel;
