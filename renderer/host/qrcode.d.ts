/** The one function of the package that is used here; its own types bring Node’s along, which no page has. */
declare module 'qrcode' {
  /** Throws where the text does not fit into a code. `data`: row by row, 1 where it is dark. */
  export function create(
    text: string,
    options: { readonly errorCorrectionLevel: 'L' | 'M' | 'Q' | 'H' },
  ): { readonly modules: { readonly size: number; readonly data: Uint8Array } };
}
