type Props<V> = {
  readonly label: string;
  readonly options: readonly { readonly value: V; readonly name: string }[];
  readonly chosen: V;
  readonly onChoose: (value: V) => void;
};

/** One of a few values, all of them in sight. */
export function Segments<V extends string | number>({ label, options, chosen, onChoose }: Props<V>) {
  return (
    <fieldset className="segments">
      <legend>{label}</legend>
      <div className="tabs">
        {options.map(({ value, name }) => (
          <button key={value} type="button" aria-pressed={value === chosen} onClick={() => onChoose(value)}>
            {name}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
