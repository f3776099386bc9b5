/** FNV-1a, in 32 bits. */
export const hashOfText = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
};

/** Two numbers as one, which depends on both and on their order. */
export const mixed = (one: number, other: number): number => {
  const hash = Math.imul(one ^ Math.imul(other, 0x85ebca6b), 0xc2b2ae35);
  return hash ^ (hash >>> 15);
};
