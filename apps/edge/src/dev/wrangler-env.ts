/** Environment variables that stop wrangler from sending metrics, fetching data or writing log files. */
export const wranglerEnv: Record<string, string> = {
	WRANGLER_SEND_METRICS: "false",
	WRANGLER_SEND_ERROR_REPORTS: "false",
	CLOUDFLARE_CF_FETCH_ENABLED: "false",
	WRANGLER_WRITE_LOGS: "false",
	WRANGLER_HIDE_BANNER: "true",
};
