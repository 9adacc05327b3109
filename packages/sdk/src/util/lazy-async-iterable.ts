type Items<T> = AsyncGenerator<T, void, undefined>;

/**
 * Goes through what is loaded on first use. Nothing is loaded before the first item is asked for. Each call is handed
 * on by itself: a generator around another one costs every item some turns.
 *
 * @param load imports the module and asks it for the items
 */
export function later<T>(load: () => Promise<Items<T>>): Items<T> {
	let loading: Promise<Items<T>> | null = null;

	/** Whoever ends it before the first item loads nothing. */
	function ended(): Promise<Items<T>> {
		loading ??= Promise.resolve(nothing());
		return loading;
	}

	const items: Items<T> = {
		next() {
			if (loading !== null) return loading.then((each) => each.next());
			const first = load();
			// What cannot be loaded is said once, and then over.
			loading = first.catch(nothing);
			return first.then((each) => each.next());
		},
		return: (value) => ended().then((each) => each.return(value)),
		throw: (error) => ended().then((each) => each.throw(error)),
		[Symbol.asyncIterator]: () => items,
		[Symbol.asyncDispose]: async () => void (await items.return()),
	};
	return items;
}

async function* nothing(): Items<never> {}
