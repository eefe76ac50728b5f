const mebibyte = 1024 * 1024;

export const mostFiles = 5_000;
export const mostMebibytes = 100;
export const mostPackedMebibytes = 50;
export const mostBytes = mostMebibytes * mebibyte;
export const mostPackedBytes = mostPackedMebibytes * mebibyte;
