// The exact types of Fourier transforms and of what complex matrices give.
import { cholesky, complex, det, eig, eigh, eigvals, eigvalsh, fft, inv, qr, slogdet, solve, solveTriangular, svd } from "@nablajs/core"
import type { Tensor } from "@nablajs/core"
import { eye, ones, zeros } from "@nablajs/tensor"
import { exactly } from "../exactly.ts"

const signal = zeros([2, 8])
const single = ones([8], { dtype: "float32" })
const waves = complex(signal, signal)
const unknown = zeros([8] as number[])

exactly<Tensor<"complex128", [2, 8]>>()(fft.fft(signal))
exactly<Tensor<"complex128", [2, 8]>>()(fft.ifft(waves, { norm: "ortho" }))
exactly<Tensor<"complex64", [8]>>()(fft.fft(single))
exactly<Tensor<"complex128", [2, 5]>>()(fft.fft(signal, { n: 5 }))
exactly<Tensor<"complex128", [4, 8]>>()(fft.ifft(signal, { n: 4, axis: 0 }))
exactly<Tensor<"float64", [2, 12]>>()(fft.irfft(waves, { n: 12 }))
exactly<Tensor<"float32", [6]>>()(fft.irfft(single, { n: 6, axis: -1 }))
exactly<Tensor<"complex128", [2, 8]>>()(fft.fftn(signal))
exactly<"complex64">()(fft.rfft(single).dtype)
exactly<"complex128">()(fft.rfftn(signal).dtype)
exactly<"float64">()(fft.irfftn(waves, { axes: [0, 1] }).dtype)
exactly<2>()(fft.rfft(signal).shape[0])
exactly<"complex128">()(fft.fft(unknown).dtype)

const real = eye(3)
const matrix = complex(real, zeros([3, 3]))
const stack = complex(zeros([5, 3, 3]), 0)

exactly<Tensor<"complex128", [3, 3]>>()(inv(matrix))
exactly<Tensor<"complex128", []>>()(det(matrix))
exactly<Tensor<"complex128", [3, 3]>>()(cholesky(matrix))
exactly<Tensor<"float64", []>>()(slogdet(matrix).logabsdet)
exactly<Tensor<"complex128", []>>()(slogdet(matrix).sign)
exactly<Tensor<"float64", [3]>>()(eigvalsh(matrix))
exactly<Tensor<"float64", [5, 3]>>()(eigh(stack).eigenvalues)
exactly<Tensor<"complex128", [5, 3, 3]>>()(eigh(stack).eigenvectors)
exactly<Tensor<"float64", [3]>>()(svd(matrix).s)
exactly<Tensor<"complex128", [3, 3]>>()(qr(matrix).q)
exactly<Tensor<"complex128", [3]>>()(eigvals(real))
exactly<Tensor<"complex128", [3]>>()(eig(real).eigenvalues)
exactly<Tensor<"complex64", [2, 2]>>()(eig(ones([2, 2], { dtype: "float32" })).eigenvectors)
exactly<Tensor<"complex128", [3]>>()(solve(real, complex(ones([3]), 1)))
exactly<Tensor<"float64", [3, 2]>>()(solveTriangular(real, ones([3, 2]), { lower: true }))
