// Normal and exponential numbers by the ziggurat of 256 layers (Marsaglia and Tsang 2000; NumPy's tables).
import type { PCG64 } from "./pcg64.ts"

// Widths of the layers over 2^52, as little-endian float64 in base 64. The other two tables follow from them.
const WIDTHS =
  "edkVeDtJzzzG9v3jC42LPLRbLDyvUJI8YTtEOLl8lTwMpy/o/AGYPLzQTC4MI5o892E4L00AnDx0cnRaL6ydPMPVTC1IMp88rbuOJzJNoDxDXQI7BfWgPHc2" +
  "QZemkqE89Rp6j6InojyA2GM4LrWiPPWRV8A/PKM8L7GiwZ69ozxVm/+N7zmkPKf+PTa7saQ8dNMaYnUlpTyWzgengJWlPOp+2c8xAqY8PXyjYdJrpjxwBQCS" +
  "otKmPKb4RtPaNqc8dyqzEK2YpzxD9UatRfinPHcKQ1PMVag8mnZ7nmSxqDyYz06pLgupPOoeLIJHY6k8RsU4jsm5qTwsp6TczA6qPFnNd21nYqo8MBYQbq20" +
  "qjycbBNtsQWrPCl6QoeEVas8Op9Sjjakqzwygr8q1vGrPPNOWflwPqw8YTsypROKrDyLJnL+ydSsPEi3gA6fHq08EB/kKZ1nrTzDuCMAzq+tPFN28ak69608" +
  "/u3Stes9rjwAb3oz6YOuPM6C+b06ya48JmLwhOcNrzyI9thU9lGvPK7Xh55tla88rC76fVPYrzzsNELgVg2wPJqPOfVALrA8/KUWnupOsDwQoHJbVm+wPAv0" +
  "cZCGj7A8E2G8hH2vsDx/zEtmPc+wPGsIFkvI7rA87hWVMiAOsTy+DzEHRy2xPEGRjp8+TLE8HiDEvwhrsTw02ngap4mxPIht7lEbqLE8yyr4+GbGsTwu1OCT" +
  "i+SxPJ+gQJmKArI86cbEcmUgsjwfw+l9HT6yPPtrqQy0W7I8f9MdZip5sjwb1xnHgZayPNouuGK7s7I8U7jhYtjQsjyOqcvo2e2yPNdIbg3BCrM8MLn04Y4n" +
  "szyhXiZwRESzPNVSyrriYLM8algFvmp9szxksrJv3ZmzPAM9uL87trM84B1WmIbSszyDWnLevu6zPHSe4HHlCrQ8XXSmLfsmtDykMDzoAEO0PF3HynP3XrQ8" +
  "NsNmnt96tDwvj0gyupa0PF1BAvaHsrQ83BGzrEnOtDwFpjgWAOq0PGJVXu+rBbU8WosK8k0htTxPZmrV5jy1PMiyG053WLU8eF9VDgB0tTwUhQ7GgY+1PFkb" +
  "JCP9qrU8PXN90XLGtTzTjC974+G1PDhen8hP/bU8wx+jYLgYtjyisKLoHTS2PAsmtwSBT7Y8cpbJV+Jqtjw3MbGDQoa2PLGyUCmiobY8u0Oz6AG9tjxS0yhh" +
  "Yti2PFT4YTHE87Y862iL9ycPtzzGFGlRjiq3PNzucNz3Rbc8H3PlNWVhtzxJ9O/61ny3PJO9ushNmLc8CRSLPMqztzz7ItvzTM+3POfec4zW6rc8H+qGpGcG" +
  "uDx2hsjaACK4PBWfic6iPbg8vfXRH05ZuDzFfnpvA3W4PC33R1/DkLg8Q8AFko6suDycDKGrZci4PCdqRFFJ5Lg8j7VzKToAuTxHgyjcOBy5PPwK7xJGOLk8" +
  "iqIDeWJUuTzu1XC7jnC5PDEqLonLjLk8v5k/kxmpuTws2dWMecW5PBF0byvs4bk8StL6JnL+uTySNvk5DBu6PFvIoiG7N7o8iLsLnn9UujykqUpyWnG6PD0x" +
  "oGRMjro8CPGfPlarujzO9VrNeMi6PDazi+G05bo8GqHDTwsDuzxbmJrwfCC7PAAM4KAKPrs8Az3OQbVbuzwniT+5fXm7PDz35fFkl7s8biWF22u1uzyiwC5r" +
  "k9O7PIOugZvc8bs8oBbsbEgQvDwtevDl1y68PBwNbhOMTbw8BYfsCGZsvDwXpuvgZou8PKuiNr2Pqrw8kNY7x+HJvDw34GgwXum8PG6PizIGCb08IO83ENso" +
  "vTxHxjMV3ki9PCPx55YQab08pfvX9HOJvTxwbiCZCaq9PA5J/PjSyr08Ny5SldHrvTwc0kn7Bg2+PPZG6sR0Lr48iNHBmRxQvjwl/pcvAHK+PAq/KkshlL48" +
  "CG/3wIG2vjw6pxB2I9m+PKnsAWEI/L48IVPCijIfvzxtTbcPpEK/PGgBySBfZr88gpeJBGaKvzy/InEYu66/PIXnL9Jg0788C/YYwVn4vzx1oNNH1A7APEfJ" +
  "jwKoIcA8qwKpg6k0wDzH9T5O2kfAPH6zrfY7W8A8aCanI9BuwDwXLmOPmILAPFSi6AiXlsA8xMBxdc2qwDxI1O7RPb/APDA9qjTq08A8k2URz9TowDy2n6bv" +
  "//3APEFwIARuE8E8NV27myEpwTxtCcRpHT/BPDsuYEhkVcE88+6dO/lrwTxhEtJ034LBPKzrTlYamsE8ji9/d62xwTyUpnGpnMnBPDmu5Pvr4cE8Adniwp/6" +
  "wTyBzASdvBPCPO7Tb3pHLcI8JJyspEVHwjzgWHbHvGHCPC5ZqPqyfMI8eA53zS6YwjxSCipTN7TCPJfbljHU0MI89XipsQ3uwjzurlbS7AvDPKOkaF57KsM8" +
  "oxKuBcRJwzxAqDN60mnDPApBVpKzisM8+oiucHWswzymBBezJ8/DPHX0YKrb8sM82uW5nKQXxDyUXlQVmD3EPBU6p0TOZMQ8vEOcdWKNxDwnWmudc7fEPAKJ" +
  "zQ0l48Q8QazpU58QxTxCfjpSEUDFPBvkSqmxccU82Y1xi8ClxTz+0DokitzFPEwehs9pFsY86moAe85TxjzD5Z++QJXGPDLiCY1r28Y8NHpf8CgnxzxzBglW" +
  "lXnHPIzO1vQt1Mc8NPIpBQM5yDwUfKq/D6vIPJZEb5TgLsk8q1dAAe7LyTxad5R43I/KPLH9eDgfmMs8M60JgrQ7zTw="

// Ratios of widths were once rounded from more digits than float64 has: 0, 1, 2 stand for −1, 0, 1 to add.
const LAST =
  "11111212222211211211121211111112111211111211111111121121121211111111121121211111111111221211222111112112111111211111111111112111" +
  "21111121211211221111122121211221112112222121111112211111111111121221111112112111111111121111121211111122112111111211112111122211"

// Where the tail begins.
const R = 3.654152885361009
const INV_R = 0.27366123732975828

interface Tables {
  readonly w: Float64Array
  readonly f: Float64Array
  readonly k: Float64Array
}

let tables: Tables | undefined

function makeTables(): Tables {
  const bytes = Uint8Array.from(atob(WIDTHS), (c) => c.charCodeAt(0))
  const view = new DataView(bytes.buffer)
  const w = Float64Array.from({ length: 256 }, (_, i) => view.getFloat64(8 * i, true))
  const x = w.map((width) => width * 2 ** 52)
  const f = x.map((v, i) => (i === 0 ? 1 : Math.exp(-0.5 * v * v)))
  const k = w.map((width, i) => {
    if (i < 2) return i === 0 ? Math.floor((R / (x[0] as number)) * 2 ** 52) : 0
    return Math.floor(((w[i - 1] as number) / width) * 2 ** 52) + Number(LAST[i]) - 1
  })
  return { w, f, k }
}

/** One number of the normal distribution with mean 0 and spread 1. */
export function standardNormal(bits: PCG64): number {
  tables ??= makeTables()
  const { w, f, k } = tables
  for (;;) {
    bits.next()
    // 64 bits: 8 for the layer, 1 for the sign, 52 for the place, 3 unused
    const layer = bits.low & 0xff
    const negative = (bits.low & 0x100) !== 0
    const place = (bits.high & 0x1fffffff) * 2 ** 23 + (bits.low >>> 9)
    const x = place * (w[layer] as number)
    if (place < (k[layer] as number)) return negative ? -x : x
    if (layer === 0) {
      // the tail by Marsaglia's method; the sign is a bit of the place
      for (;;) {
        const xx = -INV_R * Math.log1p(-bits.double())
        const yy = -Math.log1p(-bits.double())
        if (yy + yy > xx * xx) return (Math.floor(place / 256) & 1) === 1 ? -(R + xx) : R + xx
      }
    }
    const below = f[layer - 1] as number
    const here = f[layer] as number
    if ((below - here) * bits.double() + here < Math.exp(-0.5 * x * x)) return negative ? -x : x
  }
}
