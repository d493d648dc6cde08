/** Choosing a PIN: typed twice, then taken by the controller or not. `problem`: why it begins anew. */
export type PinChoice =
  | { readonly step: 'choose'; readonly problem: 'mismatch' | 'weak' | 'failed' | null }
  | { readonly step: 'repeat'; readonly first: string }
  | { readonly step: 'saving'; readonly pin: string }
  | { readonly step: 'done' }
  /** The controller no longer knows whose card it was. */
  | { readonly step: 'too-late' };

export const FIRST_CHOICE: PinChoice = { step: 'choose', problem: null };

/** After a PIN was typed. */
export function typed(choice: PinChoice, pin: string): PinChoice {
  if (choice.step === 'choose') return { step: 'repeat', first: pin };
  if (choice.step !== 'repeat') return choice;
  return choice.first === pin ? { step: 'saving', pin } : { step: 'choose', problem: 'mismatch' };
}

/** After the controller answered; `code`: of its refusal, null when it took the PIN. */
export function answered(code: string | null): PinChoice {
  switch (code) {
    case null:
      return { step: 'done' };
    case 'tap-forgotten':
      return { step: 'too-late' };
    case 'pin-weak':
      return { step: 'choose', problem: 'weak' };
    default:
      return { step: 'choose', problem: 'failed' };
  }
}
