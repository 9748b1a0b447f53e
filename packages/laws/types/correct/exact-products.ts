// The exact types of sums over named axes, of diagonals, of Fourier transforms and of what is written into tensors.
import { cumulativeSum, diagonal, diff, einsum, fft, less, lstsq, matrixPower, nonzero, tensordot, withValue } from "@nablajs/core"
import type { Tensor } from "@nablajs/core"
import { arange, average, complex, eye, fromBuffer, histogram, interp, ones, resultType, tensor } from "@nablajs/tensor"
import { exactly } from "../exactly.ts"

const x = ones([2, 3])
const f = ones([2, 3], { dtype: "float32" })
const i8 = ones([2, 3], { dtype: "int8" })
const deep = ones([7, 2, 3])

// without an arrow the result names what occurs once, in the order of the alphabet
exactly<Tensor<"float64", [2, 4]>>()(einsum("ij,jk", x, ones([3, 4])))
exactly<Tensor<"float64", [3, 2]>>()(einsum("ba", x))
exactly<Tensor<"float64", []>>()(einsum("ii", eye(3)))
exactly<Tensor<"float64", []>>()(einsum("Ab,bA", x, ones([3, 2])))
exactly<Tensor<"float64", [2, 5]>>()(einsum("ij, jk, kl", x, ones([3, 4]), ones([4, 5])))
exactly<Tensor<"float64", [2]>>()(einsum("...i,...i->...", x, x))
exactly<Tensor<"float64", [7, 2, 4]>>()(einsum("...ij,...jk->...ik", deep, ones([3, 4])))
exactly<Tensor<"float64", [7, 3, 2]>>()(einsum("...ij->...ji", deep))
exactly<Tensor<"float64", [2, 3]>>()(einsum("i...,i...", deep, deep))
exactly<Tensor<"float64", [3]>>()(einsum("...i->i", deep))
exactly<number>()(einsum(",->", 2, 3))
exactly<any>()(einsum("...i->...", x as Tensor).shape)

exactly<Tensor<"float64", [2, 4]>>()(tensordot(x, ones([3, 4]), 1))
exactly<Tensor<"float64", []>>()(tensordot(x, x))
exactly<Tensor<"float64", [2, 3, 2, 3]>>()(tensordot(x, x, 0))
exactly<Tensor<"float32", [3, 3]>>()(tensordot(i8, f, [[0], [0]]))
exactly<Tensor<"float64", [4]>>()(
  tensordot(x, ones([2, 3, 4]), [
    [-1, 0],
    [1, 0],
  ]),
)
exactly<Tensor<"float64", [2, 4]>>()(tensordot(x, ones([3, 4]), { axes: 1 }))

exactly<Tensor<"float64", [2]>>()(diagonal(x, { offset: 1 }))
exactly<Tensor<"float64", [7, 1]>>()(diagonal(deep, { offset: -1 }))
exactly<Tensor<"float64", [0]>>()(diagonal(x, { offset: 3 }))
exactly<Tensor<"int32", [3, 3]>>()(matrixPower(eye(3, { dtype: "int32" }), 2))
exactly<Tensor<"float64", [3, 3]>>()(matrixPower(eye(3, { dtype: "int32" }), -2))
exactly<Tensor<"float64", [3, 3]>>()(cumulativeSum(x, { axis: 0, includeInitial: true }))
exactly<[Tensor<"int32", [any]>, Tensor<"int32", [any]>]>()(nonzero(x))
exactly<Tensor<"bool", [2, 3]>>()(less(x, ones([3])))

exactly<Tensor<"complex128", [5]>>()(fft.rfft(ones([8])))
exactly<Tensor<"complex64", [2, 2]>>()(fft.rfft(f))
exactly<Tensor<"complex128", [2, 4]>>()(fft.rfft(ones([2, 7]), { axis: 1, n: 6 }))
exactly<Tensor<"float64", [8]>>()(fft.irfft(ones([5], { dtype: "complex128" })))
exactly<Tensor<"float32", [9]>>()(fft.irfft(ones([5], { dtype: "complex64" }), { n: 9 }))
exactly<Tensor<"complex128", [4, 5]>>()(fft.fftn(x, { s: [4, 5] }))
exactly<Tensor<"complex128", [7, 4, 5]>>()(fft.fftn(deep, { s: [4, 5] }))
exactly<Tensor<"complex128", [4, 3]>>()(fft.fftn(x, { s: [4], axes: [0] }))
exactly<Tensor<"complex128", [2, 3]>>()(fft.fftn(x, { axes: [0] }))
exactly<Tensor<"complex128", [7, 2, 2]>>()(fft.rfftn(deep))
exactly<Tensor<"complex128", [3, 6]>>()(fft.rfftn(ones([4, 6]), { axes: [1, 0] }))
exactly<Tensor<"complex128", [4, 5]>>()(fft.rfftn(ones([4, 6]), { s: [4, 8] }))
exactly<Tensor<"float64", [4, 6]>>()(fft.irfftn(ones([4, 4], { dtype: "complex128" })))
exactly<Tensor<"float64", [3, 5]>>()(fft.irfftn(ones([4, 4], { dtype: "complex128" }), { s: [3, 5] }))
exactly<Tensor<"float64", [8]>>()(fft.fftfreq(8))
exactly<Tensor<"float32", [5]>>()(fft.rfftfreq(8, { dtype: "float32" }))

exactly<Tensor<"float64", [4]>>()(arange(1, 5))
exactly<Tensor<"float64", [5]>>()(arange(0, 10, 2))
exactly<Tensor<"int32", [3]>>()(arange(3, 10, 3, { dtype: "int32" }))
exactly<Tensor<"float64", [5]>>()(arange(-2, 3))
exactly<Tensor<"float64", [0]>>()(arange(5, 2))
exactly<Tensor<"float64", [2]>>()(arange(-3, -1))
exactly<Tensor<"float64", [any]>>()(arange(0, 1, 0.5))
exactly<Tensor<"float64", [any]>>()(arange(5, 0, -1))

exactly<Tensor<"float32", [any]>>()(fromBuffer(new Float32Array(6)))
exactly<Tensor<"float32", [2, 3]>>()(fromBuffer(new Float32Array(6), { shape: [2, 3] }))
exactly<Tensor<"float64", [2, 3]>>()(fromBuffer(new Float64Array(6).buffer, { shape: [2, 3] }))
exactly<Tensor<"bool", [6]>>()(fromBuffer(new Uint8Array(6), { dtype: "bool", shape: [6] }))

exactly<Tensor<"float64", [2, 3]>>()(withValue(i8, [0], 0.5))
exactly<Tensor<"int8", [2, 3]>>()(withValue(i8, [0], 2))
exactly<Tensor<"int8", [2, 3]>>()(withValue(i8, [0], true))
exactly<Tensor<"float32", [2, 3]>>()(withValue(i8, [], f))
exactly<Tensor<"float64", [2, any]>>()(diff(i8, { prepend: 0.5 }))
exactly<Tensor<"int8", [2, any]>>()(diff(i8, { append: 1 }))

// integers count as float64 before they meet a smaller float
exactly<Tensor<"float64", [2]>>()(average(i8, { axis: 1, weights: ones([3], { dtype: "float32" }) }))
exactly<Tensor<"float64", [2]>>()(lstsq(ones([5, 2], { dtype: "float32" }), ones([5], { dtype: "int8" })))
exactly<Tensor<"float64", [2, 3]>>()(interp(f, ones([3], { dtype: "int8" }), ones([3], { dtype: "float32" })))
exactly<Tensor<"complex128", [2, 3]>>()(complex(i8, f))

exactly<Tensor<"int32", [10]>>()(histogram(x).counts)
exactly<Tensor<"float64", [4]>>()(histogram(x, { bins: 4, density: true }).counts)
exactly<Tensor<"float32", [10]>>()(histogram(x, { weights: f }).counts)
exactly<"int16">()(resultType("int8", "uint8"))
exactly<"float32">()(resultType(f, tensor([1], { dtype: "int16" }), "int8"))
