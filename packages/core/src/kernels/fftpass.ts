// One step of Stockham's transform: columns of length r · m become r-point transforms of each other, already in order.
// Real and imaginary parts lie apart; a run of `s` neighbours shares its roots.

/** Reads x, writes y; both hold r · m · s numbers from their offsets on, `wr` and `wi` (r − 1) · m roots. */
export type Pass = (
  m: number,
  s: number,
  xr: Float64Array,
  xi: Float64Array,
  xo: number,
  yr: Float64Array,
  yi: Float64Array,
  yo: number,
  wr: Float64Array,
  wi: Float64Array,
) => void

const pass2: Pass = (m, s, xr, xi, xo, yr, yi, yo, wr, wi) => {
  const far = m * s
  for (let p = 0, a = xo, o = yo; p < m; p++, o += s) {
    const w1r = wr[p]!
    const w1i = wi[p]!
    for (const end = a + s; a < end; a++, o++) {
      const ar = xr[a]!
      const ai = xi[a]!
      const br = xr[a + far]!
      const bi = xi[a + far]!
      yr[o] = ar + br
      yi[o] = ai + bi
      const dr = ar - br
      const di = ai - bi
      yr[o + s] = dr * w1r - di * w1i
      yi[o + s] = dr * w1i + di * w1r
    }
  }
}

const HALF_ROOT_3 = Math.sqrt(0.75)

const pass3: Pass = (m, s, xr, xi, xo, yr, yi, yo, wr, wi) => {
  const far = m * s
  for (let p = 0, a = xo, o = yo; p < m; p++, o += 2 * s) {
    const w1r = wr[2 * p]!
    const w1i = wi[2 * p]!
    const w2r = wr[2 * p + 1]!
    const w2i = wi[2 * p + 1]!
    for (const end = a + s; a < end; a++, o++) {
      const ar = xr[a]!
      const ai = xi[a]!
      const br = xr[a + far]!
      const bi = xi[a + far]!
      const cr = xr[a + 2 * far]!
      const ci = xi[a + 2 * far]!
      const tr = br + cr
      const ti = bi + ci
      yr[o] = ar + tr
      yi[o] = ai + ti
      const mr = ar - 0.5 * tr
      const mi = ai - 0.5 * ti
      const ur = HALF_ROOT_3 * (bi - ci)
      const ui = HALF_ROOT_3 * (cr - br)
      yr[o + s] = (mr + ur) * w1r - (mi + ui) * w1i
      yi[o + s] = (mr + ur) * w1i + (mi + ui) * w1r
      yr[o + 2 * s] = (mr - ur) * w2r - (mi - ui) * w2i
      yi[o + 2 * s] = (mr - ur) * w2i + (mi - ui) * w2r
    }
  }
}

/** The same where no neighbours share roots: a loop within the loop would cost as much as the sums. */
function pass4Single(
  m: number,
  xr: Float64Array,
  xi: Float64Array,
  xo: number,
  yr: Float64Array,
  yi: Float64Array,
  yo: number,
  wr: Float64Array,
  wi: Float64Array,
): void {
  for (let p = 0, a = xo, b = xo + m, c = xo + 2 * m, d = xo + 3 * m, o = yo; p < m; p++, a++, b++, c++, d++, o += 4) {
    const w1r = wr[3 * p]!
    const w1i = wi[3 * p]!
    const w2r = wr[3 * p + 1]!
    const w2i = wi[3 * p + 1]!
    const w3r = wr[3 * p + 2]!
    const w3i = wi[3 * p + 2]!
    const x0r = xr[a]!
    const x0i = xi[a]!
    const x1r = xr[b]!
    const x1i = xi[b]!
    const x2r = xr[c]!
    const x2i = xi[c]!
    const x3r = xr[d]!
    const x3i = xi[d]!
    const t0r = x0r + x2r
    const t0i = x0i + x2i
    const t1r = x0r - x2r
    const t1i = x0i - x2i
    const t2r = x1r + x3r
    const t2i = x1i + x3i
    const t3r = x1i - x3i
    const t3i = x3r - x1r
    yr[o] = t0r + t2r
    yi[o] = t0i + t2i
    const b1r = t1r + t3r
    const b1i = t1i + t3i
    yr[o + 1] = b1r * w1r - b1i * w1i
    yi[o + 1] = b1r * w1i + b1i * w1r
    const b2r = t0r - t2r
    const b2i = t0i - t2i
    yr[o + 2] = b2r * w2r - b2i * w2i
    yi[o + 2] = b2r * w2i + b2i * w2r
    const b3r = t1r - t3r
    const b3i = t1i - t3i
    yr[o + 3] = b3r * w3r - b3i * w3i
    yi[o + 3] = b3r * w3i + b3i * w3r
  }
}

const pass4: Pass = (m, s, xr, xi, xo, yr, yi, yo, wr, wi) => {
  if (s === 1) {
    pass4Single(m, xr, xi, xo, yr, yi, yo, wr, wi)
    return
  }
  const far = m * s
  let a = xo
  let b = xo + far
  let c = b + far
  let d = c + far
  let o = yo
  let o1 = yo + s
  let o2 = o1 + s
  let o3 = o2 + s
  // the first column has roots 1
  for (const end = a + s; a < end; a++, b++, c++, d++, o++, o1++, o2++, o3++) {
    const x0r = xr[a]!
    const x0i = xi[a]!
    const x1r = xr[b]!
    const x1i = xi[b]!
    const x2r = xr[c]!
    const x2i = xi[c]!
    const x3r = xr[d]!
    const x3i = xi[d]!
    const t0r = x0r + x2r
    const t0i = x0i + x2i
    const t1r = x0r - x2r
    const t1i = x0i - x2i
    const t2r = x1r + x3r
    const t2i = x1i + x3i
    const t3r = x1i - x3i
    const t3i = x3r - x1r
    yr[o] = t0r + t2r
    yi[o] = t0i + t2i
    yr[o1] = t1r + t3r
    yi[o1] = t1i + t3i
    yr[o2] = t0r - t2r
    yi[o2] = t0i - t2i
    yr[o3] = t1r - t3r
    yi[o3] = t1i - t3i
  }
  for (let p = 1; p < m; p++) {
    o += 3 * s
    o1 += 3 * s
    o2 += 3 * s
    o3 += 3 * s
    const w1r = wr[3 * p]!
    const w1i = wi[3 * p]!
    const w2r = wr[3 * p + 1]!
    const w2i = wi[3 * p + 1]!
    const w3r = wr[3 * p + 2]!
    const w3i = wi[3 * p + 2]!
    for (const end = a + s; a < end; a++, b++, c++, d++, o++, o1++, o2++, o3++) {
      const x0r = xr[a]!
      const x0i = xi[a]!
      const x1r = xr[b]!
      const x1i = xi[b]!
      const x2r = xr[c]!
      const x2i = xi[c]!
      const x3r = xr[d]!
      const x3i = xi[d]!
      const t0r = x0r + x2r
      const t0i = x0i + x2i
      const t1r = x0r - x2r
      const t1i = x0i - x2i
      const t2r = x1r + x3r
      const t2i = x1i + x3i
      const t3r = x1i - x3i
      const t3i = x3r - x1r
      yr[o] = t0r + t2r
      yi[o] = t0i + t2i
      const b1r = t1r + t3r
      const b1i = t1i + t3i
      yr[o1] = b1r * w1r - b1i * w1i
      yi[o1] = b1r * w1i + b1i * w1r
      const b2r = t0r - t2r
      const b2i = t0i - t2i
      yr[o2] = b2r * w2r - b2i * w2i
      yi[o2] = b2r * w2i + b2i * w2r
      const b3r = t1r - t3r
      const b3i = t1i - t3i
      yr[o3] = b3r * w3r - b3i * w3i
      yi[o3] = b3r * w3i + b3i * w3r
    }
  }
}

// cos and sin of 2π/5 and 4π/5
const C1 = 0.30901699437494745
const C2 = -0.8090169943749475
const S1 = 0.9510565162951535
const S2 = 0.5877852522924731

const pass5: Pass = (m, s, xr, xi, xo, yr, yi, yo, wr, wi) => {
  const far = m * s
  for (let p = 0, a = xo, o = yo; p < m; p++, o += 4 * s) {
    const w = 4 * p
    for (const end = a + s; a < end; a++, o++) {
      const ar = xr[a]!
      const ai = xi[a]!
      const t1r = xr[a + far]! + xr[a + 4 * far]!
      const t1i = xi[a + far]! + xi[a + 4 * far]!
      const t2r = xr[a + 2 * far]! + xr[a + 3 * far]!
      const t2i = xi[a + 2 * far]! + xi[a + 3 * far]!
      const t3r = xr[a + far]! - xr[a + 4 * far]!
      const t3i = xi[a + far]! - xi[a + 4 * far]!
      const t4r = xr[a + 2 * far]! - xr[a + 3 * far]!
      const t4i = xi[a + 2 * far]! - xi[a + 3 * far]!
      yr[o] = ar + t1r + t2r
      yi[o] = ai + t1i + t2i
      const a1r = ar + C1 * t1r + C2 * t2r
      const a1i = ai + C1 * t1i + C2 * t2i
      const a2r = ar + C2 * t1r + C1 * t2r
      const a2i = ai + C2 * t1i + C1 * t2i
      const b1r = S1 * t3i + S2 * t4i
      const b1i = -S1 * t3r - S2 * t4r
      const b2r = S2 * t3i - S1 * t4i
      const b2i = S1 * t4r - S2 * t3r
      yr[o + s] = (a1r + b1r) * wr[w]! - (a1i + b1i) * wi[w]!
      yi[o + s] = (a1r + b1r) * wi[w]! + (a1i + b1i) * wr[w]!
      yr[o + 2 * s] = (a2r + b2r) * wr[w + 1]! - (a2i + b2i) * wi[w + 1]!
      yi[o + 2 * s] = (a2r + b2r) * wi[w + 1]! + (a2i + b2i) * wr[w + 1]!
      yr[o + 3 * s] = (a2r - b2r) * wr[w + 2]! - (a2i - b2i) * wi[w + 2]!
      yi[o + 3 * s] = (a2r - b2r) * wi[w + 2]! + (a2i - b2i) * wr[w + 2]!
      yr[o + 4 * s] = (a1r - b1r) * wr[w + 3]! - (a1i - b1i) * wi[w + 3]!
      yi[o + 4 * s] = (a1r - b1r) * wi[w + 3]! + (a1i - b1i) * wr[w + 3]!
    }
  }
}

/** Transforms that are written out. */
export const passes: Readonly<Record<number, Pass>> = { 2: pass2, 3: pass3, 4: pass4, 5: pass5 }
