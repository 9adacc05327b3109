import ky from "ky";
import type { Fetch } from "./transport.ts";

// Core decides on retries, and the transport on timeouts. `retry: 0` replaces the whole `retry` of a ky instance.
const switchedOff = {
	retry: 0,
	throwHttpErrors: false,
	timeout: false,
	totalTimeout: false,
};

/** Options of ky for one request, to pass beside those of `fetch`, which ignores them. */
export type KyOptions = {
	options: object;
	/** False if a hook may have caused the error: the request may then have been sent. */
	isFetchError(error: unknown): boolean;
};

const withoutHooks: KyOptions = {
	options: switchedOff,
	isFetchError: () => true,
};

/** The hooks given here run after those of a ky instance. Any other function ignores them. */
export function kyOptions(fetch: Fetch): KyOptions {
	if (fetch === ky) return withoutHooks;
	let sent: Request | null = null;
	const hooks = {
		// An `init` hook of the instance may have set other values.
		init: [(options: object) => void Object.assign(options, switchedOff)],
		beforeRequest: [
			({ request }: { request: Request }) => {
				sent = request;
			},
		],
	};
	return {
		options: { ...switchedOff, hooks },
		// ky's `NetworkError` names the request that failed. Any other error, and that of another request, is a hook's.
		isFetchError: (error) =>
			sent === null ||
			(error instanceof Error && "request" in error && error.request === sent),
	};
}
