// Random numbers: `random.defaultRng(42).normal([2, 3])`.
export { type ChoiceOptions, defaultRng, Generator, type Size } from "./generator.ts"
export { type Seed, SeedSequence } from "./seed.ts"
