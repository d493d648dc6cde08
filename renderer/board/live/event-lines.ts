/**
 * Reads the data of server-sent events from pieces of a stream, cut anywhere (WHATWG HTML §9.2.6). Comments and the
 * names of events are passed over. It takes lines that end in LF or CRLF, as ours do.
 */
export class EventLines {
  #rest = '';
  #data: string[] = [];

  /** The data of each event that this piece completes. */
  read(piece: string): readonly string[] {
    const lines = (this.#rest + piece).split('\n');
    this.#rest = lines.pop() ?? '';
    return lines.flatMap((line) => this.#line(line.replace(/\r$/, '')));
  }

  #line(line: string): readonly string[] {
    if (line === '') return this.#dispatch();
    const data = /^data(?:: ?|$)/.exec(line);
    if (data !== null) this.#data.push(line.slice(data[0].length));
    return [];
  }

  #dispatch(): readonly string[] {
    const data = this.#data;
    this.#data = [];
    return data.length === 0 ? [] : [data.join('\n')];
  }
}
