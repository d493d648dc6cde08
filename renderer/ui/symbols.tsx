/** Drawings that go with a text and add nothing for a screen reader. They take their colour from the text around them. */

type Props = { readonly className: string };

/** A card in front of a reader's waves. */
export function CardSymbol({ className }: Props) {
  return (
    <svg className={className} viewBox="0 0 120 96" aria-hidden="true">
      <g fill="none" stroke="currentColor" strokeWidth="6" strokeLinecap="round" strokeLinejoin="round">
        <rect x="6" y="20" width="62" height="56" rx="9" transform="rotate(-8 37 48)" />
        <path d="M20 60h18M20 48h10" transform="rotate(-8 37 48)" />
        <path className="wave wave-1" d="M82 34a22 22 0 0 1 0 28" />
        <path className="wave wave-2" d="M94 25a36 36 0 0 1 0 46" />
        <path className="wave wave-3" d="M106 16a50 50 0 0 1 0 64" />
      </g>
    </svg>
  );
}

/** A tick in a round frame: granted. */
export function CheckSymbol({ className }: Props) {
  return (
    <svg className={className} viewBox="0 0 96 96" aria-hidden="true">
      <circle cx="48" cy="48" r="46" fill="currentColor" />
      <path
        d="M27 50l15 15 28-33"
        className="cut"
        fill="none"
        strokeWidth="9"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

/** A bar in an octagon: denied. */
export function StopSymbol({ className }: Props) {
  return (
    <svg className={className} viewBox="0 0 96 96" aria-hidden="true">
      <path d="M30 4h36l26 26v36L66 92H30L4 66V30z" fill="currentColor" />
      <path d="M27 48h42" className="cut" fill="none" strokeWidth="11" strokeLinecap="round" />
    </svg>
  );
}

/** A loudspeaker that speaks. */
export function ListenSymbol({ className }: Props) {
  return (
    <svg className={className} viewBox="0 0 96 96" aria-hidden="true">
      <path d="M12 36h16l22-18v60L28 60H12z" fill="currentColor" />
      <g fill="none" stroke="currentColor" strokeWidth="8" strokeLinecap="round">
        <path d="M62 36a17 17 0 0 1 0 24" />
        <path d="M74 24a34 34 0 0 1 0 48" />
      </g>
    </svg>
  );
}

/** A plug out of its socket: no contact. */
export function UnpluggedSymbol({ className }: Props) {
  return (
    <svg className={className} viewBox="0 0 120 96" aria-hidden="true">
      <g fill="none" stroke="currentColor" strokeWidth="6" strokeLinecap="round" strokeLinejoin="round">
        <path d="M4 48h18M22 30v36h12a18 18 0 0 0 0-36zM52 40h12M52 56h12" />
        <path d="M116 48H98M98 30v36H86a18 18 0 0 1 0-36z" />
      </g>
    </svg>
  );
}

/** A field with a cross, open to the left: the last character goes. */
export function BackspaceSymbol({ className }: Props) {
  return (
    <svg className={className} viewBox="0 0 32 24" aria-hidden="true">
      <path
        d="M11 3h17v18H11L3 12zM15 8l8 8m0-8l-8 8"
        fill="none"
        stroke="currentColor"
        strokeWidth="2.5"
        strokeLinejoin="round"
      />
    </svg>
  );
}

/** A hollow arrow upwards: a capital letter. */
export function ShiftSymbol({ className }: Props) {
  return (
    <svg className={className} viewBox="0 0 32 24" aria-hidden="true">
      <path d="M16 2L6 12h5v9h10v-9h5z" fill="none" stroke="currentColor" strokeWidth="2.5" strokeLinejoin="round" />
    </svg>
  );
}
