/**
 * Why a library cannot be asked; stable. `patron-timeout`: it did not answer in time. `patron-unreachable`: there is no
 * connection. `patron-untrusted`: its certificate is not good. `patron-login-refused`: it does not know this box.
 * `patron-offline`: it says itself that it is out. `patron-garbled`: what it says is no answer, or one about another
 * card. `patron-charset`: it asks again and again for the same message, or its checksums are wrong where there are
 * letters beyond ASCII; both are what a charset looks like that the two sides do not share.
 */
export type LibraryFault =
  | 'patron-timeout'
  | 'patron-unreachable'
  | 'patron-untrusted'
  | 'patron-login-refused'
  | 'patron-offline'
  | 'patron-garbled'
  | 'patron-charset';
