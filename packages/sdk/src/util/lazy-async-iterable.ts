type Items<T> = AsyncGenerator<T, void, undefined>;

/**
 * An async iterable whose source is loaded with the first item. Each call is forwarded to the source: a generator
 * around another one would cost every item additional microtasks.
 *
 * @param load imports the module and returns the source
 */
export function lazyAsyncIterable<T>(load: () => Promise<Items<T>>): Items<T> {
	let loading: Promise<Items<T>> | null = null;

	/** The source to end. Before the first item nothing is loaded. */
	function sourceToEnd(): Promise<Items<T>> {
		loading ??= Promise.resolve(noItems());
		return loading;
	}

	const items: Items<T> = {
		next() {
			if (loading !== null) return loading.then((source) => source.next());
			const first = load();
			// A failure to load rejects once; after that the iterable is done.
			loading = first.catch(noItems);
			return first.then((source) => source.next());
		},
		return: (value) => sourceToEnd().then((source) => source.return(value)),
		throw: (error) => sourceToEnd().then((source) => source.throw(error)),
		[Symbol.asyncIterator]: () => items,
		[Symbol.asyncDispose]: async () => void (await items.return()),
	};
	return items;
}

async function* noItems(): Items<never> {}
