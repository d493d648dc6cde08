/** A patron as a test or a demonstration lays down; what is left out is as a patron in good standing has it. */
export type SimulatedPatron = {
  readonly cardNumber: string;
  readonly pin: string;
  readonly userId?: string;
  /** YYYY-MM-DD; null: never. */
  readonly expiryDate?: string | null;
  readonly lost?: boolean;
  readonly restricted?: boolean;
};

/** What every record carries beside what is asked for, as a real one does: nobody's, and no business of a door's. */
export const PRIVATE_VALUES = {
  surname: 'Exempelsson',
  firstname: 'Kim-Robin',
  address: 'Påhittade gatan 7B',
  city: 'Ingenstans',
  email: 'kim.robin@example.org',
  phone: '070-1740605',
  date_of_birth: '1978-06-05',
} as const;

/** Some of the keys that a real record has; enough to be one among many. */
const OTHER_KEYS = {
  title: null,
  library_id: 'CPL',
  category_id: 'PT',
  date_enrolled: '2020-01-02',
  incorrect_address: false,
  staff_notes: null,
  privacy: 1,
  lang: 'default',
  anonymized: false,
  updated_on: '2026-01-02T03:04:05+01:00',
  protected: false,
};

/** After so many wrong passwords an account is locked (preference FailedLoginAttempts). */
const MOST_WRONG = 5;

type Row = { readonly id: number; readonly patron: SimulatedPatron; wrongPasswords: number };

export type Validated = { readonly cardnumber: string; readonly patron_id: number; readonly userid: string };

/** A Koha's table of borrowers, and its answers about it. */
export class KohaPatrons {
  #rows: readonly Row[] = [];

  put(patron: SimulatedPatron): void {
    const others = this.#rows.filter((row) => !isSame(row.patron.cardNumber, patron.cardNumber));
    const id = Math.max(0, ...this.#rows.map((row) => row.id)) + 1;
    this.#rows = [...others, { id, patron, wrongPasswords: 0 }];
  }

  /** How many wrong passwords are counted against a card. */
  wrongPasswords(cardNumber: string): number {
    return this.#rows.find(({ patron }) => isSame(patron.cardNumber, cardNumber))?.wrongPasswords ?? 0;
  }

  /**
   * The records that match a query of the form that parameter `q` has. What is no plain value, an operator say, matches
   * everybody here: a client that lets a card number become one is found out.
   */
  find(query: Readonly<Record<string, unknown>>): readonly Readonly<Record<string, unknown>>[] {
    return this.#rows
      .filter((row) => Object.entries(query).every(([key, value]) => matches(row, key, value)))
      .map(recordOf);
  }

  /** Null: validation failed, which is what a locked account says too. The user name is tried before the card number. */
  validate(identifier: string, password: string): Validated | null {
    const named = this.#rows.filter(({ patron }) => patron.userId !== undefined && isSame(patron.userId, identifier));
    const numbered = this.#rows.filter(({ patron }) => isSame(patron.cardNumber, identifier));
    const open = [...named, ...numbered].filter((row) => row.wrongPasswords < MOST_WRONG);
    const right = open.find(({ patron }) => patron.pin === password);
    if (right !== undefined) {
      right.wrongPasswords = 0;
      return {
        cardnumber: right.patron.cardNumber,
        patron_id: right.id,
        userid: right.patron.userId ?? right.patron.cardNumber,
      };
    }
    for (const row of open) row.wrongPasswords += 1;
    return null;
  }
}

/** As a site sends a record that the account asking may not see: every key, and nothing in it but the library. */
export function redact(record: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const empty = Object.fromEntries(Object.keys(record).map((key) => [key, null]));
  return { ...empty, library_id: record.library_id, restricted: record.restricted };
}

function recordOf({ id, patron, wrongPasswords }: Row): Readonly<Record<string, unknown>> {
  return {
    ...OTHER_KEYS,
    ...PRIVATE_VALUES,
    patron_id: id,
    cardnumber: patron.cardNumber,
    userid: patron.userId ?? patron.cardNumber,
    expiry_date: patron.expiryDate ?? null,
    patron_card_lost: patron.lost ?? false,
    restricted: patron.restricted ?? false,
    login_attempts: wrongPasswords,
  };
}

function matches({ id, patron }: Row, key: string, value: unknown): boolean {
  if (typeof value === 'object') return true;
  if (key === 'patron_id') return String(value) === String(id);
  return key === 'cardnumber' && isSame(String(value), patron.cardNumber);
}

/** As MySQL's utf8mb4_unicode_ci has it, accents apart. */
function isSame(some: string, other: string): boolean {
  return some.toUpperCase() === other.toUpperCase();
}
