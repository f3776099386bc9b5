interface Due {
  readonly at: number;
  /** Of those due at the same time, the one that was added first comes first. */
  readonly order: number;
  readonly run: () => void;
}

/** What is to happen, and when: virtual time passes from one to the next. A binary heap. */
export class Agenda {
  /** Virtual milliseconds since the start. */
  now = 0;
  private readonly heap: Due[] = [];
  private added = 0;

  after(milliseconds: number, run: () => void): void {
    const due = { at: this.now + milliseconds, order: this.added++, run };
    const { heap } = this;
    let i = heap.length;
    for (; i > 0; i = (i - 1) >> 1) {
      const parent = heap[(i - 1) >> 1];
      if (!isSooner(due, parent)) break;
      heap[i] = parent;
    }
    heap[i] = due;
  }

  /** Does what is due next, unless that is later than `until` or there is nothing: then false. */
  advance(until: number): boolean {
    const { heap } = this;
    if (heap.length === 0 || heap[0].at > until) return false;
    const [due] = heap;
    const last = heap.pop() as Due;
    if (heap.length > 0) this.sink(last);
    this.now = due.at;
    due.run();
    return true;
  }

  private sink(due: Due): void {
    const { heap } = this;
    let i = 0;
    for (let child = 1; child < heap.length; child = 2 * i + 1) {
      if (child + 1 < heap.length && isSooner(heap[child + 1], heap[child])) child++;
      if (!isSooner(heap[child], due)) break;
      heap[i] = heap[child];
      i = child;
    }
    heap[i] = due;
  }
}

const isSooner = (a: Due, b: Due): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);
