import crc32c from "crc-32/crc32c.js";

/** CRC-32C (Castagnoli) as a number from 0 to 2^32 - 1. The seed is the checksum of what goes before, or a salt. */
export const checksum = (bytes: Uint8Array, seed = 0): number => crc32c.buf(bytes, seed) >>> 0;

export const hexOf = (sum: number): string => sum.toString(16).padStart(8, "0");
