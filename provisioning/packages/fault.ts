/** Why no package can be made. `code`: stable. */
export type PackageFault = {
  readonly code:
    | 'inputs-missing'
    | 'build-missing'
    | 'lock-malformed'
    | 'licence-unknown'
    | 'licence-not-allowed'
    | 'library-unknown'
    | 'wrong-machine'
    | 'files-missing'
    | 'not-to-be-shipped'
    | 'too-large'
    | 'tool-failed';
  readonly detail: string;
};
