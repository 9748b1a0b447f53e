/** The functions of `Math` that give the same digits on every engine, and are needed everywhere. */
export const { abs, ceil, floor, max, min, round, sqrt } = Math
