// Discrete Fourier transforms, as the standard's extension and NumPy name them.
export { fft, hfft, ifft, ihfft, irfft, rfft } from "./transforms.ts"
export { fft2, fftn, ifft2, ifftn, irfft2, irfftn, rfft2, rfftn } from "./multidimensional.ts"
export { fftfreq, fftshift, ifftshift, rfftfreq } from "./frequencies.ts"
export type { FftNorm, FftnOptions, FftOptions } from "./along.ts"
