/** The one function of the package that is used here. */
declare module 'qrcode' {
  /** Rejects where the text does not fit into a code. */
  function draw(
    segments: readonly [{ readonly data: string; readonly mode: 'alphanumeric' }],
    options: { readonly type: 'svg'; readonly errorCorrectionLevel: 'L' | 'M' | 'Q' | 'H' },
  ): Promise<string>;

  export { draw as toString };
}
