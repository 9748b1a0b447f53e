// Functions beyond the standard: the answers of NumPy and SciPy, and what is decided where there is more than one.
import { describe, expect, it } from "vitest"
import * as nb from "../src/index.ts"
import { isNablaError, tensor } from "../src/index.ts"

// biome-ignore lint/suspicious/noExplicitAny: functions of any kind
const op = nb as any
const int = (x: unknown) => tensor(x as never, { dtype: "int32" })

/** Name, arguments, results. */
const golden: readonly [string, number[][], number[]][] = [
  [
    "sinc",
    [[-3.7, -1.0, -0.2, 0.0, 0.3, 1.0, 2.5, 7.0]],
    [
      -0.0695994884865519, 3.8981718325193755e-17, 0.935489283788639, 1.0, 0.8583936913341398, 3.8981718325193755e-17, 0.12732395447351627,
      3.8981718325193755e-17,
    ],
  ],
  [
    "deg2rad",
    [[-3.7, -1.0, -0.2, 0.0, 0.3, 1.0, 2.5, 7.0]],
    [
      -0.0645771823237902, -0.017453292519943295, -0.003490658503988659, 0.0, 0.005235987755982988, 0.017453292519943295,
      0.04363323129985824, 0.12217304763960307,
    ],
  ],
  [
    "rad2deg",
    [[-3.7, -1.0, -0.2, 0.0, 0.3, 1.0, 2.5, 7.0]],
    [
      -211.99438419840462, -57.29577951308232, -11.459155902616466, 0.0, 17.188733853924695, 57.29577951308232, 143.2394487827058,
      401.07045659157626,
    ],
  ],
  [
    "ndtr",
    [[-3.7, -1.0, -0.2, 0.0, 0.3, 1.0, 2.5, 7.0]],
    [
      0.00010779973347738823, 0.15865525393145707, 0.42074029056089696, 0.5, 0.6179114221889526, 0.8413447460685429, 0.9937903346742238,
      0.9999999999987201,
    ],
  ],
  [
    "logNdtr",
    [[-40.0, -20.5, -19.5, -5.0, 0.0, 3.0]],
    [-804.6084420137539, -214.06672896326387, -194.01696577749752, -15.064998393988727, -0.6931471805599453, -0.0013508099647481925],
  ],
  [
    "i0",
    [[-3.7, -1.0, -0.2, 0.0, 0.3, 1.0, 2.5, 7.0]],
    [
      8.738617524169396, 1.2660658777520082, 1.0100250277951455, 1.0, 1.0226268793515974, 1.2660658777520082, 3.289839144050123,
      168.59390851028968,
    ],
  ],
  [
    "i1",
    [[-3.7, -1.0, -0.2, 0.0, 0.3, 1.0, 2.5, 7.0]],
    [
      -7.435745796535337, -0.5651591039924851, -0.10050083402812514, 0.0, 0.15169384000359282, 0.5651591039924851, 2.5167162452886984,
      156.03909286995534,
    ],
  ],
  [
    "i0e",
    [[-3.7, -1.0, -0.2, 0.0, 0.3, 1.0, 2.5, 7.0, 50.0, 900.0]],
    [
      0.21604944167297369, 0.46575960759364043, 0.826938551634329, 1.0, 0.7575806251825481, 0.46575960759364043, 0.27004644161220276,
      0.15373774467288123, 0.056561626647454184, 0.013299924124068151,
    ],
  ],
  [
    "i1e",
    [[-3.7, -1.0, -0.2, 0.0, 0.3, 1.0, 2.5, 7.0, 50.0, 900.0]],
    [
      -0.18383785802735622, -0.2079104153497085, -0.08228312352881216, 0.0, 0.11237756063983881, 0.2079104153497085, 0.20658464953126654,
      0.1422892347095986, 0.055993123892895395, 0.013292533222590655,
    ],
  ],
  [
    "gamma",
    [[-170.5, -3.5, -0.5, 0.1, 0.5, 1.5, 5.0, 10.3, 24.9, 30.3, 100.5, 170.0, 171.5]],
    [
      -3.3127395215386074e-308, 0.27008820585226906, -3.5449077018110318, 9.513507698668732, 1.7724538509055159, 0.8862269254527579, 24.0,
      716430.6890623764, 4.506867476705055e23, 2.4442850291542555e31, 9.320963104082716e156, 4.269068009004706e304, 9.483367566824803e307,
    ],
  ],
  [
    "betaln",
    [
      [0.5, 2.0, 3.0],
      [1.5, 0.25, 7.0],
    ],
    [0.4515827052894547, 1.1631508098056809, -5.529429087511423],
  ],
  [
    "relEntr",
    [
      [0.5, 2.0, 3.0],
      [1.5, 0.25, 7.0],
    ],
    [-0.5493061443340549, 4.1588830833596715, -2.5418935811616112],
  ],
  [
    "klDiv",
    [
      [0.5, 2.0, 3.0],
      [1.5, 0.25, 7.0],
    ],
    [0.450693855665945, 2.4088830833596715, 1.4581064188383888],
  ],
  [
    "xlogy",
    [
      [0.5, 2.0, 3.0],
      [1.5, 0.25, 7.0],
    ],
    [0.2027325540540822, -2.772588722239781, 5.8377304471659395],
  ],
  [
    "xlog1py",
    [
      [0.5, 2.0, 3.0],
      [1.5, 0.25, 7.0],
    ],
    [0.45814536593707755, 0.44628710262841953, 6.238324625039507],
  ],
  [
    "logaddexp2",
    [
      [0.5, 2.0, 3.0],
      [1.5, 0.25, 7.0],
    ],
    [2.084962500721156, 2.3755141188067475, 7.087462841250339],
  ],
  ["entr", [[0.0, 0.5, 2.0]], [0.0, 0.34657359027997264, -1.3862943611198906]],
]

describe("agrees with SciPy", () => {
  for (const [name, args, want] of golden) {
    it(name, () => {
      const got = op[name](...args.map((x) => tensor(x))).toArray() as number[]
      got.forEach((value, i) =>
        expect(Math.abs(value - (want[i] as number))).toBeLessThanOrEqual(1e-13 * Math.abs(want[i] as number) + 1e-300),
      )
    })
  }
})

describe("agrees with NumPy", () => {
  const cases: Readonly<Record<string, readonly [() => unknown, unknown]>> = {
    "heaviside, NaN staying": [() => op.heaviside(tensor([-1, 0, 2, Number.NaN]), 0.5).toArray(), [0, 0.5, 1, Number.NaN]],
    "fmax and fmin": [
      () => [op.fmax(tensor([1, Number.NaN]), tensor([Number.NaN, Number.NaN])).toArray(), op.fmin(1, 2)],
      [[1, Number.NaN], 1],
    ],
    nanToNum: [() => op.nanToNum(tensor([Number.NaN, 1, -Infinity]), { nan: 7 }).toArray(), [7, 1, -Number.MAX_VALUE]],
    "relEntr outside of its domain": [
      () => op.relEntr(tensor([0, 1, -1, 0]), tensor([0, 0, 1, -1])).toArray(),
      [0, Infinity, Infinity, Infinity],
    ],
    "nan reductions": [
      () =>
        ["nansum", "nanprod", "nanmean", "nanmax", "nanmin", "nanvariance", "nanstd"].map((f) => op[f](tensor([2, Number.NaN, 4])).item()),
      [6, 8, 3, 4, 2, 1, 1],
    ],
    "nan reductions where nothing is known": [
      () => ["nansum", "nanprod", "nanmean", "nanmax", "nanmin", "nanvariance"].map((f) => op[f](tensor([Number.NaN])).item()),
      [0, 1, Number.NaN, Number.NaN, Number.NaN, Number.NaN],
    ],
    "nan reductions by axis": [
      () =>
        op
          .nansum(
            tensor([
              [1, Number.NaN],
              [2, 3],
            ]),
            { axis: 0, keepdims: true },
          )
          .toArray(),
      [[3, 3]],
    ],
    "average by axis": [
      () =>
        op
          .average(
            tensor([
              [1, 2],
              [3, 4],
            ]),
            { axis: 0, weights: tensor([1, 3]) },
          )
          .toArray(),
      [2.5, 3.5],
    ],
    "average of infinities": [
      () =>
        op
          .average(
            tensor([
              [Infinity, 1],
              [2, 3],
            ]),
            { axis: 1, weights: tensor([1, 3]) },
          )
          .toArray(),
      [Infinity, 2.75],
    ],
    "percentile of several": [() => op.percentile(tensor([1, 2, 3, 4]), [0, 50, 100]).toArray(), [1, 2.5, 4]],
    "ptp by axis": [
      () =>
        op
          .ptp(
            tensor([
              [1, 5],
              [7, 6],
            ]),
            { axis: 1 },
          )
          .toArray(),
      [4, 1],
    ],
    "trapezoid by axis": [
      () =>
        op
          .trapezoid(
            tensor([
              [1, 2],
              [3, 4],
            ]),
            { axis: 0, dx: 2 },
          )
          .toArray(),
      [4, 6],
    ],
    "rot90 of every number of turns": [
      () =>
        [0, 1, 2, 3, -1].map((k) =>
          op
            .rot90(
              tensor([
                [1, 2],
                [3, 4],
              ]),
              k,
            )
            .toArray(),
        ),
      [
        [
          [1, 2],
          [3, 4],
        ],
        [
          [2, 4],
          [1, 3],
        ],
        [
          [4, 3],
          [2, 1],
        ],
        [
          [3, 1],
          [4, 2],
        ],
        [
          [3, 1],
          [4, 2],
        ],
      ],
    ],
    "vstack, hstack, dstack, columnStack": [
      () => ["vstack", "hstack", "dstack", "columnStack"].map((f) => op[f]([tensor([1, 2]), tensor([3, 4])]).toArray()),
      [
        [
          [1, 2],
          [3, 4],
        ],
        [1, 2, 3, 4],
        [
          [
            [1, 3],
            [2, 4],
          ],
        ],
        [
          [1, 3],
          [2, 4],
        ],
      ],
    ],
    vander: [
      () => op.vander(int([1, 2, 3])).toArray(),
      [
        [1, 1, 1],
        [4, 2, 1],
        [9, 3, 1],
      ],
    ],
    "digitize from the right": [() => op.digitize(tensor([0, 1, 2.5]), tensor([0, 1, 2]), { right: true }).toArray(), [0, 1, 3]],
    "positions and indices": [
      () => [
        op.unravelIndex(int([0, 5, 3]), [2, 3]).map((i: nb.Tensor) => i.toArray()),
        op.ravelMultiIndex([int([0, 1]), int([2, 1])], [2, 3]).toArray(),
      ],
      [
        [
          [0, 1, 1],
          [0, 2, 0],
        ],
        [2, 4],
      ],
    ],
    "inner of matrices": [
      () =>
        op
          .inner(
            tensor([
              [1, 2],
              [3, 4],
            ]),
            tensor([
              [5, 6],
              [7, 8],
            ]),
          )
          .toArray(),
      [
        [17, 23],
        [39, 53],
      ],
    ],
    "multiDot of vectors and matrices": [
      () =>
        op
          .multiDot([
            tensor([1, 2]),
            tensor([
              [1, 2],
              [3, 4],
            ]),
            tensor([[1], [1]]),
          ])
          .toArray(),
      [17],
    ],
    "logspace and geomspace": [
      () => [
        op.logspace(0, 3, 4, { base: 2 }).toArray(),
        op.geomspace(-1, -8, 4).toArray(),
        op.geomspace(1, 8, 3, { endpoint: false }).toArray(),
      ],
      [
        [1, 2, 4, 8],
        [-1, -2, -4, -8],
        [1, 2, 4],
      ],
    ],
  }
  for (const [title, [compute, want]] of Object.entries(cases)) it(title, () => expect(compute()).toEqual(want))
})

describe("refuses in one sentence", () => {
  const refused: Readonly<Record<string, () => unknown>> = {
    "glu of an odd size": () => op.glu(tensor([1, 2, 3])),
    "weights that do not fit": () =>
      op.average(
        tensor([
          [1, 2],
          [3, 4],
        ]),
        { weights: tensor([1, 2, 3]), axis: 0 },
      ),
    "half a turn of one axis": () => op.rot90(tensor([[1]]), 1, [0, 0]),
    "matrices that do not chain": () => op.multiDot([tensor([[1, 2]]), tensor([[1, 2]]), tensor([[1]])]),
    "positions of numbers that are not whole": () => op.segmentSum(tensor([1, 2]), tensor([0, 1]), 2),
    "segments beyond their count": () => op.segmentSum(tensor([1, 2]), int([0, 5]), 2),
    "a geometric space through 0": () => op.geomspace(-1, 1),
    "an index outside of the shape": () => op.ravelMultiIndex([int([3])], [2]),
    "an option that does not exist": () => op.nansum(tensor([1]), { dim: 0 }),
  }
  for (const [title, act] of Object.entries(refused)) {
    it(title, () => {
      try {
        act()
      } catch (error) {
        expect(isNablaError(error)).toBe(true)
        return
      }
      expect.fail("nothing was thrown")
    })
  }
})

describe("answers of NumPy in corners", () => {
  const sample = tensor([3, 1, 4, 1, 5, 9, 2, 6])
  const methods: Readonly<Record<string, readonly number[]>> = {
    inverted_cdf: [1, 2, 3, 6, 9],
    averaged_inverted_cdf: [1, 2, 3.5, 6, 9],
    closest_observation: [1, 1, 3, 5, 9],
    interpolated_inverted_cdf: [1, 1.4, 3, 5.4, 9],
    hazen: [1, 1.9, 3.5, 5.9, 9],
    weibull: [1, 1.6999999999999997, 3.5, 6.6000000000000005, 9],
    median_unbiased: [1, 1.833333333333333, 3.5, 6, 9],
    normal_unbiased: [1, 1.85, 3.5, 5.9750000000000005, 9],
  }
  for (const [method, wanted] of Object.entries(methods)) {
    it(`quantiles by ${method}`, () => {
      const got = op.quantile(sample, [0, 0.3, 0.5, 0.8, 1], { method }).toArray()
      wanted.forEach((x, i) => expect(got[i]).toBeCloseTo(x, 14))
    })
  }

  it("text with signs and with a fixed, equal or open number of decimals", () => {
    const x = tensor([1.5, 2.25, 10])
    expect(op.toText(x, { sign: "+" })).toBe("[ +1.5   +2.25 +10.  ]")
    expect(op.toText(x, { sign: " " })).toBe("[  1.5    2.25  10.  ]")
    expect(op.toText(x, { floatmode: "fixed", precision: 3 })).toBe("[ 1.500  2.250 10.000]")
    expect(op.toText(x, { floatmode: "maxprec_equal" })).toBe("[ 1.50  2.25 10.00]")
    expect(op.toText(x, { floatmode: "unique", precision: 1 })).toBe("[ 1.5   2.25 10.  ]")
    expect(op.toText(int([1, 2]), { sign: "+" })).toBe("[+1 +2]")
    // more decimals than JavaScript's own notation has
    expect(op.toText(tensor([1e-300, 1]), { floatmode: "unique", suppress: true })).toContain(`0.${"0".repeat(299)}1`)
  })

  it("rounding to decimals, and of integers to tens", () => {
    expect(op.round(tensor([3.14159, 2.5]), { decimals: 2 }).toArray()).toEqual([3.14, 2.5])
    expect(op.round(int([15, 24, -26]), { decimals: -1 }).toArray()).toEqual([20, 20, -30])
    expect(op.round(int([15]), { decimals: 3 }).dtype).toBe("int32")
    expect(() => op.round(tensor([1]), { decimals: 0.5 })).toThrow("decimals is a whole number")
  })

  it("a spread beside infinities is unknown", () => {
    expect(op.nanvariance(tensor([1, Number.POSITIVE_INFINITY, Number.NaN])).item()).toBeNaN()
  })

  it("of several points at one place the last counts, and a single one counts everywhere", () => {
    expect(op.interp(tensor([1, 2]), tensor([1, 2, 2]), tensor([0, 5, 7])).toArray()).toEqual([0, 7])
    expect(op.interp(Number.POSITIVE_INFINITY, tensor([1]), tensor([3])).item()).toBe(3)
    expect(op.interp(tensor(4), tensor([1]), tensor([3])).shape).toEqual([])
  })

  it("bins of float32 have edges in float32", () => {
    const { edges } = op.histogram(op.tensor([0.1, 0.7, 0.3], { dtype: "float32" }), { bins: 3 })
    expect([edges.dtype, edges.toArray()]).toEqual([
      "float32",
      [0.10000000149011612, 0.29999998211860657, 0.4999999701976776, 0.699999988079071],
    ])
  })

  it("einsum sums in the type of its operand", () => {
    expect(op.einsum("ij->i", op.tensor([[1, 2]], { dtype: "int8" })).dtype).toBe("int8")
    expect(op.einsum("i->", tensor([true, true])).item()).toBe(true)
  })

  it("truth values, bigints and pairs are written as they are", () => {
    const [mask, wide] = [tensor([true, false]), tensor([1n, 2n])]
    expect(op.withValue(mask, [1], true).dtype).toBe("bool")
    expect(op.putAlongAxis(mask, int([1]), 1).toArray()).toEqual([true, true])
    expect(op.withValue(wide, [0], 2n ** 62n).toArray()).toEqual([2n ** 62n, 2n])
    expect(() => op.withValue(wide, [0], 2n ** 63n)).toThrow("with: 9223372036854775808 does not fit int64")
    expect(op.withValue(op.tensor([1, 2], { dtype: "float32" }), [0], { re: 0, im: 1 }).dtype).toBe("complex64")
  })
})
