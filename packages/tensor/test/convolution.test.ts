// Convolutions and pools against their definition, written as loops.
import { describe, expect, it } from "vitest"
import * as nb from "../src/index.ts"
import { isNablaError, random, tensor } from "../src/index.ts"

// biome-ignore lint/suspicious/noExplicitAny: shapes of any kind
const op = nb as any

interface Setting {
  readonly x: number[]
  readonly w: number[]
  readonly stride: number
  readonly pads: [number, number]
  readonly dilation: number
  readonly groups: number
}

/** out[n, o, i, j] = Σ x[n, c, i s + a d − p, j s + b d − p] w[o, c, a, b] */
function direct(x: Float64Array, w: Float64Array, { x: X, w: W, stride, pads, dilation, groups }: Setting): number[] {
  const [N, , H, V] = X as [number, number, number, number]
  const [O, C, A, B] = W as [number, number, number, number]
  const sizes = [H, V].map((n, i) => Math.floor((n + pads[0] + pads[1] - (([A, B][i] as number) - 1) * dilation - 1) / stride) + 1) as [
    number,
    number,
  ]
  const out: number[] = []
  for (let n = 0; n < N; n++)
    for (let o = 0; o < O; o++)
      for (let i = 0; i < sizes[0]; i++)
        for (let j = 0; j < sizes[1]; j++) {
          let sum = 0
          for (let c = 0; c < C; c++)
            for (let a = 0; a < A; a++)
              for (let b = 0; b < B; b++) {
                const [row, column] = [i * stride + a * dilation - pads[0], j * stride + b * dilation - pads[0]]
                if (row < 0 || column < 0 || row >= H || column >= V) continue
                const channel = Math.floor(o / (O / groups)) * C + c
                sum += (x[((n * (C * groups) + channel) * H + row) * V + column] as number) * (w[((o * C + c) * A + a) * B + b] as number)
              }
          out.push(sum)
        }
  return out
}

const settings: readonly Setting[] = [
  { x: [2, 3, 5, 6], w: [4, 3, 3, 2], stride: 1, pads: [0, 0], dilation: 1, groups: 1 },
  { x: [1, 2, 7, 7], w: [2, 2, 3, 3], stride: 2, pads: [1, 1], dilation: 1, groups: 1 },
  { x: [2, 4, 6, 6], w: [6, 2, 2, 2], stride: 1, pads: [1, 0], dilation: 2, groups: 2 },
  { x: [1, 3, 4, 4], w: [3, 1, 3, 3], stride: 1, pads: [1, 1], dilation: 1, groups: 3 },
  { x: [0, 1, 3, 3], w: [1, 1, 2, 2], stride: 1, pads: [0, 0], dilation: 1, groups: 1 },
]

describe("conv2d is the sum over each window", () => {
  settings.forEach((s, i) => {
    it(`${JSON.stringify(s)}`, () => {
      const rng = random.defaultRng(i)
      const [x, w] = [rng.normal(s.x), rng.normal(s.w)]
      const y = op.conv2d(x, w, { stride: s.stride, padding: [s.pads, s.pads], dilation: s.dilation, groups: s.groups })
      const want = direct(x.data, w.data, s)
      expect(y.data.length).toBe(want.length)
      y.data.forEach((value: number, k: number) => expect(value).toBeCloseTo(want[k] as number, 11))
    })
  })
})

describe("convolutions and pools", () => {
  it("keep the size with same padding", () => {
    expect(op.conv2d(op.zeros([1, 1, 5, 4]), op.zeros([2, 1, 3, 2]), { padding: "same" }).shape).toEqual([1, 2, 5, 4])
    expect(op.conv1d(op.zeros([1, 1, 5]), op.zeros([2, 1, 4]), { padding: "same" }).shape).toEqual([1, 2, 5])
  })

  it("agree with convolve turned round", () => {
    const [a, v] = [tensor([1, 2, 3, 4]), tensor([1, -1, 2])]
    expect(op.conv1d(op.reshape(a, [1, 1, 4]), op.reshape(op.flip(v), [1, 1, 3])).data).toEqual(op.convolve(a, v, { mode: "valid" }).data)
  })

  it("pool one and two axes, margins never winning a maximum", () => {
    expect(op.maxPool(tensor([[[-1, -3, -2, -4, -9]]]), 2).toArray()).toEqual([[[-1, -2]]])
    expect(op.maxPool(tensor([[[-1, -3]]]), 3, { stride: 1, padding: 1 }).toArray()).toEqual([[[-1, -1]]])
    expect(op.maxPool(op.tensor([[[-1, -3]]], { dtype: "int32" }), 3, { padding: 1 }).toArray()).toEqual([[[-1]]])
    expect(op.avgPool(op.reshape(op.arange(16), [1, 1, 4, 4]), 2).toArray()).toEqual([
      [
        [
          [2.5, 4.5],
          [10.5, 12.5],
        ],
      ],
    ])
    expect(op.avgPool(op.ones([1, 1, 2]), 2, { padding: 1 }).toArray()).toEqual([[[0.5, 0.5]]])
  })

  it("refuse what does not fit", () => {
    const bad: readonly (() => unknown)[] = [
      () => op.conv2d(op.zeros([1, 2, 3, 3]), op.zeros([1, 1, 2, 2])),
      () => op.conv2d(op.zeros([1, 1, 3, 3]), op.zeros([1, 1, 4, 4])),
      () => op.conv2d(op.zeros([3, 3]), op.zeros([2, 2])),
      () => op.conv1d(op.zeros([1, 1, 3]), op.zeros([1, 1, 2]), { stride: 0 }),
      () => op.conv1d(op.zeros([1, 1, 3]), op.zeros([1, 1, 2]), { padding: "full" }),
      () => op.conv1d(op.zeros([1, 4, 3]), op.zeros([3, 2, 2]), { groups: 2 }),
      () => op.maxPool(op.zeros([2, 2]), 2),
    ]
    for (const f of bad) {
      try {
        f()
        expect.unreachable()
      } catch (error) {
        expect(isNablaError(error), String(error)).toBe(true)
      }
    }
  })
})
