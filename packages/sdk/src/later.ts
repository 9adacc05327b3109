/**
 * Goes through what is loaded on first use. Nothing is loaded before the first item is asked for.
 *
 * @param load imports the module and asks it for the items
 */
export async function* later<T>(
	load: () => Promise<AsyncIterable<T>>,
): AsyncGenerator<T, void, undefined> {
	yield* await load();
}
