/** A condition variable: `notify` resolves every pending `wait`. */
export type Condition = { notify(): void; wait(): Promise<void> };

/** A condition that nothing waits for. */
export function createCondition(): Condition {
	let next: PromiseWithResolvers<void> | null = null;
	return {
		notify: () => {
			next?.resolve();
			next = null;
		},
		wait: () => {
			next ??= Promise.withResolvers();
			return next.promise;
		},
	};
}
