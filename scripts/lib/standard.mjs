// The names of the Python Array API standard 2024.12, by its chapters; what it lists twice stands where it comes first.
const names = (text) => text.trim().split(/\s+/)

export const chapters = {
  "Data types": names("bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float32 float64 complex64 complex128"),
  Constants: names("e inf nan newaxis pi"),
  "Data type functions": names("astype can_cast finfo iinfo isdtype result_type"),
  Creation: names(
    "arange asarray empty empty_like eye from_dlpack full full_like linspace meshgrid ones ones_like tril triu zeros zeros_like",
  ),
  "Elementwise functions": names(`
    abs acos acosh add asin asinh atan atan2 atanh bitwise_and bitwise_left_shift bitwise_invert bitwise_or bitwise_right_shift
    bitwise_xor ceil clip conj copysign cos cosh divide equal exp expm1 floor floor_divide greater greater_equal hypot imag isfinite
    isinf isnan less less_equal log log1p log2 log10 logaddexp logical_and logical_not logical_or logical_xor maximum minimum multiply
    negative nextafter not_equal positive pow real reciprocal remainder round sign signbit sin sinh square sqrt subtract tan tanh trunc`),
  Indexing: names("take take_along_axis"),
  Manipulation: names(
    "broadcast_arrays broadcast_to concat expand_dims flip moveaxis permute_dims repeat reshape roll squeeze stack tile unstack",
  ),
  Searching: names("argmax argmin count_nonzero nonzero searchsorted where"),
  Sets: names("unique_all unique_counts unique_inverse unique_values"),
  Sorting: names("argsort sort"),
  Statistics: names("cumulative_prod cumulative_sum max mean min prod std sum var"),
  Utility: names("all any diff"),
  "Linear algebra": names("matmul matrix_transpose tensordot vecdot"),
  "Extension linalg": names(`
    cholesky cross det diagonal eigh eigvalsh inv matrix_norm matrix_power matrix_rank outer pinv qr slogdet solve svd svdvals trace
    vector_norm`),
  "Extension fft": names("fft ifft fftn ifftn rfft irfft rfftn irfftn hfft ihfft fftfreq rfftfreq fftshift ifftshift"),
}

// JavaScript keeps the word to itself
const renamed = { var: "variance" }

/** The name that Nabla would give it. */
export const ourName = (name) => renamed[name] ?? name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase())
