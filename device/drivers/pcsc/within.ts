/** What `answer` gives, or `instead` when it takes longer than `limitMs`. Rejects when it rejects in time. */
export function within<T, U>(answer: Promise<T>, limitMs: number, instead: U): Promise<T | U> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(instead), limitMs);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
