// How each operation is called at random: name, arguments and options, and how closely the answers must agree.
import { algebra } from "./algebra.mjs"
import { beyond } from "./beyond.mjs"
import { complexCalls } from "./complex.mjs"
import { elementwise } from "./elementwise.mjs"
import { movements } from "./movements.mjs"
import { reductions } from "./reductions.mjs"

const further = Object.fromEntries(Object.entries(beyond).map(([name, call]) => [`beyond ${name}`, call]))

export const calls = { ...elementwise, ...reductions, ...movements, ...algebra, ...complexCalls, ...further }
