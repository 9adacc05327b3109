import type { Instance } from "ink";

/** The app on the alternate screen. */
export type InkScreen = {
	/** Resolves once Ink has ended by itself; rejects with its error. */
	exited: Promise<void>;
	/** Gives the terminal to other work, and draws the app again afterwards. */
	suspend: Suspend;
	/** Restores the terminal for good. */
	close: () => Promise<void>;
};

/** Runs work on the normal screen. */
export type Suspend = <T>(work: () => Promise<T>) => Promise<T>;

/** @param mount draws the app; called again after each suspension */
export function openInkScreen(mount: () => Instance): InkScreen {
	const exited = Promise.withResolvers<void>();
	let ink: Instance | null = null;
	let isClosed = false;

	function draw(): void {
		const drawn = mount();
		ink = drawn;
		drawn.waitUntilExit().then(
			() => {
				if (ink === drawn) exited.resolve();
			},
			(error: unknown) => {
				if (ink === drawn) exited.reject(error);
			},
		);
	}

	async function clear(): Promise<void> {
		const drawn = ink;
		ink = null;
		drawn?.unmount();
		await drawn?.waitUntilExit().catch(() => {});
	}

	draw();
	return {
		exited: exited.promise,
		async suspend(work) {
			await clear();
			try {
				return await work();
			} finally {
				if (!isClosed) draw();
			}
		},
		async close() {
			isClosed = true;
			await clear();
		},
	};
}
