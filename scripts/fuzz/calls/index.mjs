// How each operation is called at random: name, arguments and options, and how closely the answers must agree.
import { algebra } from "./algebra.mjs"
import { complexCalls } from "./complex.mjs"
import { elementwise } from "./elementwise.mjs"
import { movements } from "./movements.mjs"
import { reductions } from "./reductions.mjs"

export const calls = { ...elementwise, ...reductions, ...movements, ...algebra, ...complexCalls }
