// Random numbers: `random.defaultRng(42).normal([2, 3])`.
export { defaultRng, Generator } from "./generator.ts"
export type { ChoiceOptions, Size } from "./population.ts"
export { type Seed, SeedSequence } from "./seed.ts"
