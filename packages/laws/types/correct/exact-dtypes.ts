// The exact types of complex numbers and 64-bit integers.
import {
  abs,
  add,
  angle,
  astype,
  clip,
  complex,
  concat,
  conj,
  divide,
  dot,
  einsum,
  equal,
  exp,
  imag,
  matmul,
  mean,
  multiply,
  real,
  sin,
  stack,
  sum,
  where,
} from "@nablajs/core"
import type { Complex, Tensor } from "@nablajs/core"
import { full, linspace, tensor, zeros } from "@nablajs/tensor"
import { exactly } from "../exactly.ts"

const z = zeros([2, 3], { dtype: "complex128" })
exactly<Tensor<"complex128", [2, 3]>>()(z)
exactly<Tensor<"complex128", []>>()(complex(1, 2))
exactly<Tensor<"complex64", []>>()(complex(1, 2, { dtype: "complex64" }))
exactly<Tensor<"complex64", [2]>>()(complex(zeros([2], { dtype: "float32" })))
exactly<Tensor<"complex128", [2, 2]>>()(complex(zeros([2, 1]), zeros([2])))
exactly<Tensor<"complex128", [2]>>()(complex(zeros([2], { dtype: "int16" }), 1))
exactly<Tensor<"complex128", [2]>>()(tensor([{ re: 1, im: 2 }, 3]))
exactly<Tensor<"complex128", []>>()(tensor({ re: 1, im: 2 }))
exactly<Tensor<"complex128", [2]>>()(full([2], { re: 1, im: 2 }))
exactly<Tensor<"float64", [2, 3]>>()(abs(z))
exactly<Tensor<"float64", [2, 3]>>()(real(z))
exactly<Tensor<"float32", [2]>>()(imag(zeros([2], { dtype: "complex64" })))
exactly<Tensor<"float64", [2, 3]>>()(angle(z))
exactly<Tensor<"float64", [2]>>()(angle(zeros([2], { dtype: "int16" })))
exactly<number>()(dot(2, 3))
exactly<Tensor<"float64", [2]>>()(where(zeros([2], { dtype: "bool" }), 1, 2))
exactly<Tensor<"int16", [2]>>()(where(zeros([2], { dtype: "bool" }), zeros([2], { dtype: "int16" }), 2))
exactly<Tensor<"complex128", [2, 3]>>()(conj(z))
exactly<Tensor<"complex128", [2, 3]>>()(exp(z))
exactly<Tensor<"complex128", [2, 3]>>()(multiply(z, 2))
exactly<Tensor<"complex128", [2, 3]>>()(multiply(zeros([3]), z))
exactly<Tensor<"complex64", [2]>>()(add(zeros([2], { dtype: "complex64" }), zeros([2], { dtype: "float32" })))
exactly<Tensor<"complex128", [2]>>()(add(zeros([2], { dtype: "complex64" }), zeros([2])))
exactly<Tensor<"complex128", [2, 2]>>()(matmul(z, zeros([3, 2])))
exactly<Tensor<"complex128", []>>()(sum(z))
exactly<Tensor<"complex128", []>>()(mean(z))
exactly<Tensor<"bool", [2, 3]>>()(equal(z, z))
exactly<Tensor<"complex128", [3]>>()(linspace({ re: 0, im: 1 }, 2, 3))
exactly<Tensor<"float64", [3]>>()(linspace(0, 2, 3))
exactly<Complex>()(complex(1, 2).item())
exactly<Complex[][]>()(z.toArray())
exactly<Float64Array>()(z.data)

const i = tensor([1n, 2n])
exactly<Tensor<"int64", [2]>>()(i)
exactly<Tensor<"int64", []>>()(tensor(1n))
exactly<Tensor<"uint64", [2]>>()(tensor([1n, 2n], { dtype: "uint64" }))
exactly<Tensor<"int64", [2]>>()(full([2], 3n))
exactly<Tensor<"int64", [2]>>()(add(i, zeros([2], { dtype: "int32" })))
exactly<Tensor<"int64", [2]>>()(add(zeros([2], { dtype: "uint32" }), zeros([2], { dtype: "int8" })))
exactly<Tensor<"float64", [2]>>()(add(i, tensor([1n, 2n], { dtype: "uint64" })))
exactly<Tensor<"float64", [2]>>()(add(i, zeros([2], { dtype: "float32" })))
exactly<Tensor<"float64", [2]>>()(sin(i))
exactly<Tensor<"float64", [2]>>()(divide(i, i))
exactly<Tensor<"int64", []>>()(sum(i))
exactly<Tensor<"int64", [2]>>()(astype(zeros([2]), "int64"))

// three types meet at once, in whatever order they stand
const [u, s, f] = [zeros([2], { dtype: "uint16" }), zeros([2], { dtype: "int16" }), zeros([2], { dtype: "float32" })]
exactly<Tensor<"float32", [6]>>()(concat([u, s, f]))
exactly<Tensor<"float32", [6]>>()(concat([f, u, s]))
exactly<Tensor<"float32", [3, 2]>>()(stack([u, f, s]))
exactly<Tensor<"int32", [4]>>()(concat([u, s]))
exactly<Tensor<"complex64", [6]>>()(concat([u, s, zeros([2], { dtype: "complex64" })]))
exactly<Tensor<"complex128", [6]>>()(concat([zeros([2], { dtype: "complex64" }), f, zeros([2], { dtype: "int32" })]))
exactly<Tensor<"float32", [2]>>()(clip(u, s, f))
exactly<Tensor<"float32", []>>()(einsum("i,i,i->", u, s, f))
exactly<bigint[]>()(i.toArray())
exactly<bigint>()(sum(i).item())
exactly<BigInt64Array>()(i.data)
