// What blocked factorizations are made of. All matrices of one factorization lie in one workspace and are named by offsets
// and steps, so that an engine may keep that workspace in memory of its own. Here everything runs in plain loops;
// `accelerate({ dense })` puts a faster engine in their place for large matrices.
import { fast } from "../../accelerate.ts"
import { eliminateColumn, exchangeRows } from "./elimination.ts"
import { multiplyAdd } from "./product.ts"
import { reflectThree, subtractRow } from "./rows.ts"
import { gatherColumns, multiplyRows, symmetricStep } from "./steps.ts"

/** Kernels on matrices in one workspace w. */
export interface DenseEngine {
  /** Room for so many numbers, of any content, good until the next call; undefined where there is not so much. */
  readonly workspace: (count: number) => Float64Array | undefined
  /** C ← C + f A B */
  readonly multiplyAdd: typeof multiplyAdd
  readonly symmetricStep: typeof symmetricStep
  readonly gatherColumns: typeof gatherColumns
  readonly multiplyRows: typeof multiplyRows
  readonly subtractRow: typeof subtractRow
  readonly reflectThree: typeof reflectThree
  readonly eliminateColumn: typeof eliminateColumn
  readonly exchangeRows: typeof exchangeRows
}

/** An engine with its workspace. */
export interface Dense extends Omit<DenseEngine, "workspace"> {
  readonly w: Float64Array
}

const plain = { multiplyAdd, symmetricStep, gatherColumns, multiplyRows, subtractRow, reflectThree, eliminateColumn, exchangeRows }

// Many small matrices in a row share one workspace.
const KEPT = 8192
let kept: Float64Array | undefined

function plainWorkspace(count: number): Float64Array {
  if (count > KEPT) return new Float64Array(count)
  return (kept ??= new Float64Array(KEPT))
}

/** A workspace for `count` numbers, with the faster engine where matrices of n rows are worth the way there. */
export function dense(n: number, count: number): Dense {
  const engine = n >= 32 ? fast.dense : undefined
  const w = engine?.workspace(count)
  return engine !== undefined && w !== undefined ? { ...engine, w } : { ...plain, w: plainWorkspace(count) }
}
