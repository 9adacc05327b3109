/** One rate-limit window of the server (contract §4). Times are Unix milliseconds of the local clock. */
export type RateLimitWindow = {
	limit: number;
	remaining: number;
	resets_at: number;
	/** The same in Unix seconds by the server's clock; 0 if unknown. */
	reset: number;
	length_ms: number;
};

/**
 * What is known of the server's limits. Windows are identified by their limit, because the headers describe the tighter
 * one without its name. Plain JSON.
 */
export type RateLimitState = {
	windows: RateLimitWindow[];
	/** The server allows no request before this moment; 0 if it named none. */
	blocked_until: number;
	/** Requests in flight. */
	in_flight: number;
	/** Requests reserved for jobs that have started. */
	reserved: number;
	/** When the last request or job started. */
	last_started_at: number;
	/** Whether any response was received. */
	has_response: boolean;
	/** When the latest requests started; kept while the server may have an unannounced burst limit. */
	recent: number[];
	/** More requests succeeded than a burst limit of the usual size allows. */
	burst_limit_ruled_out: boolean;
};

/** The state before the first request. */
export function initialRateLimit(): RateLimitState {
	return {
		windows: [],
		blocked_until: 0,
		in_flight: 0,
		reserved: 0,
		last_started_at: 0,
		has_response: false,
		recent: [],
		burst_limit_ruled_out: false,
	};
}
