/** What can be wrong with a simulated library. Numbers count down as they are used up; `Infinity` is for good. */
export type Sip2Faults = {
  /** How long it takes for each answer. */
  readonly slowMs: number;
  /** It takes everything and says nothing. */
  readonly mute: boolean;
  /** In the place of the answer to a message with this code it hangs up; `any`: to every one. */
  readonly hangsUpOn: string | null;
  /** Answers come in pieces of so many bytes; 0: whole. */
  readonly pieceBytes: number;
  /** So many of the next answers have a wrong checksum. */
  readonly spoilt: number;
  /** So many of the next messages about patrons are asked for again, by 96. */
  readonly asksAgain: number;
  /** Goes before each answer. */
  readonly garbage: string;
  /** Its lines have no end. */
  readonly endless: boolean;
  readonly lineEnd: '\r' | '\r\n' | '\n';
  /** Its answers are about another card. */
  readonly wrongCard: boolean;
  /** It speaks ISO/IEC 8859-1, not UTF-8. */
  readonly latin1: boolean;
  /** Its checksums are sums of characters, not of bytes. */
  readonly sumsCharacters: boolean;
  /** Its answers have no sequence number and no checksum. */
  readonly unchecked: boolean;
  /** Its answers about patrons have fields that nobody knows. */
  readonly unknownFields: boolean;
  readonly refusesLogin: boolean;
  /** Its 98 says that it is out. */
  readonly offline: boolean;
  /** It knows 23, and neither 63 nor 35. */
  readonly withoutPatronInformation: boolean;
};

export const NO_FAULTS: Sip2Faults = {
  slowMs: 0,
  mute: false,
  hangsUpOn: null,
  pieceBytes: 0,
  spoilt: 0,
  asksAgain: 0,
  garbage: '',
  endless: false,
  lineEnd: '\r',
  wrongCard: false,
  latin1: false,
  sumsCharacters: false,
  unchecked: false,
  unknownFields: false,
  refusesLogin: false,
  offline: false,
  withoutPatronInformation: false,
};
