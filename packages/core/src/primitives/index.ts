// The list of all primitives: read by the parser, the printers, the laws and the docs, never by an operation.
import type { Primitive } from "../primitive.ts"
import {
  absPrimitive,
  addPrimitive,
  ceilPrimitive,
  dividePrimitive,
  floorDividePrimitive,
  floorPrimitive,
  multiplyPrimitive,
  negativePrimitive,
  remainderPrimitive,
  roundPrimitive,
  signPrimitive,
  squarePrimitive,
  subtractPrimitive,
  truncPrimitive,
} from "./arithmetic.ts"
import { besselIPrimitive, scaledBesselIPrimitive } from "./bessel.ts"
import {
  bitwiseAndPrimitive,
  bitwiseInvertPrimitive,
  bitwiseLeftShiftPrimitive,
  bitwiseOrPrimitive,
  bitwiseRightShiftPrimitive,
  bitwiseXorPrimitive,
} from "./bitwise.ts"
import { axisSizePrimitive, broadcastPrimitive, sumPrimitive } from "./broadcast.ts"
import {
  astypePrimitive,
  complexPrimitive,
  conjPrimitive,
  discretizePrimitive,
  fillLikePrimitive,
  imagPrimitive,
  realPrimitive,
} from "./cast.ts"
import {
  equalPrimitive,
  greaterEqualPrimitive,
  greaterPrimitive,
  isfinitePrimitive,
  isinfPrimitive,
  isnanPrimitive,
  lessEqualPrimitive,
  lessPrimitive,
  logicalAndPrimitive,
  logicalNotPrimitive,
  logicalOrPrimitive,
  logicalXorPrimitive,
  notEqualPrimitive,
} from "./comparison.ts"
import { contractPrimitive } from "./contraction.ts"
import { convPrimitive } from "./convolution.ts"
import { cumprodPrimitive } from "./cumulative.ts"
import { diagPrimitive, diagonalPrimitive } from "./diagonal.ts"
import {
  cbrtPrimitive,
  expPrimitive,
  expm1Primitive,
  log10Primitive,
  log1pPrimitive,
  log2Primitive,
  logPrimitive,
  logaddexpPrimitive,
  powPrimitive,
  sqrtPrimitive,
} from "./exponential.ts"
import { cumargPrimitive, cummaxPrimitive, cumminPrimitive } from "./extremes.ts"
import { eigPrimitive, eigvalsPrimitive } from "./eig.ts"
import { svdPrimitive, svdvalsPrimitive } from "./factors.ts"
import { fftPrimitive, irfftPrimitive, rfftPrimitive } from "./fourier.ts"
import { lstsqPrimitive, pinvPrimitive } from "./leastsquares.ts"
import { qrPrimitive } from "./qr.ts"
import { eighPrimitive, eigvalshPrimitive } from "./symmetric.ts"
import {
  digammaPrimitive,
  erfPrimitive,
  erfcPrimitive,
  erfinvPrimitive,
  gammaPrimitive,
  lgammaPrimitive,
  logitPrimitive,
  polygammaPrimitive,
} from "./gamma.ts"
import { gatherPrimitive, scatterPrimitive } from "./gather.ts"
import { acoshPrimitive, asinhPrimitive, atanhPrimitive, coshPrimitive, sinhPrimitive, tanhPrimitive } from "./hyperbolic.ts"
import { concatPrimitive } from "./join.ts"
import { adjugatePrimitive, detPrimitive, invPrimitive, logdetPrimitive } from "./linalg.ts"
import { copysignPrimitive, exp2Primitive, hypotPrimitive, nextafterPrimitive, reciprocalPrimitive, signbitPrimitive } from "./magnitude.ts"
import { flipPrimitive, transposePrimitive } from "./movement.ts"
import { normPrimitive } from "./norm.ts"
import { logsumexpPrimitive } from "./softmax.ts"
import { padPrimitive, pickPrimitive, placePrimitive, restorePrimitive, slicePrimitive } from "./parts.ts"
import { joinIndexPrimitive } from "./pick.ts"
import { logNdtrPrimitive, xlog1pyPrimitive, xlogyPrimitive } from "./probability.ts"
import { expmPrimitive } from "./products.ts"
import {
  allPrimitive,
  anyPrimitive,
  argmaxPrimitive,
  argminPrimitive,
  cumsumPrimitive,
  maxPrimitive,
  minPrimitive,
  prodPrimitive,
} from "./reduction.ts"
import { reshapePrimitive } from "./reshape.ts"
import { maximumPrimitive, minimumPrimitive, stopGradientPrimitive, wherePrimitive } from "./selection.ts"
import { choleskyPrimitive } from "./cholesky.ts"
import { slogdetPrimitive, solvePrimitive } from "./solving.ts"
import { argsortPrimitive, searchsortedPrimitive, sortPrimitive } from "./sorting.ts"
import { reluPrimitive, sigmoidPrimitive, softplusPrimitive } from "./special.ts"
import { solveTriangularPrimitive } from "./triangular.ts"
import { acosPrimitive, asinPrimitive, atan2Primitive, atanPrimitive, cosPrimitive, sinPrimitive, tanPrimitive } from "./trigonometric.ts"
import { foldPrimitive, unfoldPrimitive } from "./windows.ts"

/** Every primitive by name. */
export const primitives: Readonly<Record<string, Primitive>> = /* @__PURE__ */ Object.fromEntries(
  [
    addPrimitive,
    subtractPrimitive,
    multiplyPrimitive,
    dividePrimitive,
    negativePrimitive,
    squarePrimitive,
    absPrimitive,
    signPrimitive,
    floorPrimitive,
    ceilPrimitive,
    truncPrimitive,
    roundPrimitive,
    remainderPrimitive,
    floorDividePrimitive,
    expPrimitive,
    logPrimitive,
    expm1Primitive,
    log1pPrimitive,
    log2Primitive,
    log10Primitive,
    sqrtPrimitive,
    cbrtPrimitive,
    powPrimitive,
    logaddexpPrimitive,
    sinPrimitive,
    cosPrimitive,
    tanPrimitive,
    asinPrimitive,
    acosPrimitive,
    atanPrimitive,
    atan2Primitive,
    sinhPrimitive,
    coshPrimitive,
    tanhPrimitive,
    asinhPrimitive,
    acoshPrimitive,
    atanhPrimitive,
    sigmoidPrimitive,
    reluPrimitive,
    softplusPrimitive,
    lessPrimitive,
    lessEqualPrimitive,
    greaterPrimitive,
    greaterEqualPrimitive,
    equalPrimitive,
    notEqualPrimitive,
    logicalAndPrimitive,
    logicalOrPrimitive,
    logicalXorPrimitive,
    logicalNotPrimitive,
    isnanPrimitive,
    isfinitePrimitive,
    isinfPrimitive,
    wherePrimitive,
    maximumPrimitive,
    minimumPrimitive,
    stopGradientPrimitive,
    sumPrimitive,
    broadcastPrimitive,
    fillLikePrimitive,
    axisSizePrimitive,
    astypePrimitive,
    discretizePrimitive,
    realPrimitive,
    imagPrimitive,
    conjPrimitive,
    complexPrimitive,
    prodPrimitive,
    maxPrimitive,
    minPrimitive,
    anyPrimitive,
    allPrimitive,
    argmaxPrimitive,
    argminPrimitive,
    cumsumPrimitive,
    reshapePrimitive,
    concatPrimitive,
    transposePrimitive,
    flipPrimitive,
    slicePrimitive,
    padPrimitive,
    pickPrimitive,
    placePrimitive,
    restorePrimitive,
    diagonalPrimitive,
    diagPrimitive,
    contractPrimitive,
    convPrimitive,
    unfoldPrimitive,
    foldPrimitive,
    gatherPrimitive,
    scatterPrimitive,
    invPrimitive,
    detPrimitive,
    adjugatePrimitive,
    logdetPrimitive,
    bitwiseAndPrimitive,
    bitwiseOrPrimitive,
    bitwiseXorPrimitive,
    bitwiseLeftShiftPrimitive,
    bitwiseRightShiftPrimitive,
    bitwiseInvertPrimitive,
    cumprodPrimitive,
    cummaxPrimitive,
    cumminPrimitive,
    cumargPrimitive,
    qrPrimitive,
    svdPrimitive,
    svdvalsPrimitive,
    eighPrimitive,
    eigvalshPrimitive,
    eigPrimitive,
    eigvalsPrimitive,
    fftPrimitive,
    rfftPrimitive,
    irfftPrimitive,
    erfPrimitive,
    erfcPrimitive,
    erfinvPrimitive,
    polygammaPrimitive,
    digammaPrimitive,
    lgammaPrimitive,
    gammaPrimitive,
    besselIPrimitive,
    scaledBesselIPrimitive,
    xlogyPrimitive,
    xlog1pyPrimitive,
    logNdtrPrimitive,
    logitPrimitive,
    signbitPrimitive,
    reciprocalPrimitive,
    hypotPrimitive,
    copysignPrimitive,
    nextafterPrimitive,
    exp2Primitive,
    normPrimitive,
    logsumexpPrimitive,
    joinIndexPrimitive,
    expmPrimitive,
    solvePrimitive,
    solveTriangularPrimitive,
    slogdetPrimitive,
    choleskyPrimitive,
    lstsqPrimitive,
    pinvPrimitive,
    argsortPrimitive,
    sortPrimitive,
    searchsortedPrimitive,
  ].map((primitive): [string, Primitive] => [primitive.name, primitive]),
)
