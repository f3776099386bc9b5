/** Numbers from 0 to 2^32 - 1, the same for the same seed: sfc32 (Doty-Humphrey, PractRand), its state filled by splitmix32. */
export const randomNumbers = (seed: number): (() => number) => {
  let filling = seed | 0;
  const fill = () => {
    filling = (filling + 0x9e3779b9) | 0;
    let x = filling ^ (filling >>> 16);
    x = Math.imul(x, 0x21f0aaad);
    x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
    return x ^ (x >>> 15);
  };
  let a = fill();
  // Seeds beyond 32 bits differ, too.
  filling ^= Math.floor(seed / 0x1_0000_0000);
  let [b, c, counter] = [fill(), fill(), 1];
  return () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
};
