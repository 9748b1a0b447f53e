const codes = { green: 32, red: 31, dim: 2, bold: 1 } as const

/** Text in a colour, where the terminal shows colours. */
export const paint = (style: keyof typeof codes, text: string, color: boolean): string =>
  color ? `\u001b[${codes[style]}m${text}\u001b[0m` : text
