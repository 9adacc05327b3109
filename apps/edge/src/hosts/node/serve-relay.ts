import type { RelayConfig } from "../../config/relay-config.ts";
import type { Log, LogLevel } from "../../observability/log.ts";
import { type RunningEdge, ServeError } from "./serve.ts";

/** Options of {@link serveRelay}. */
export type ServeRelayOptions = {
	host: string;
	port: number;
	/** Path of the data file; `null` stores everything in memory. */
	data: string | null;
	publicUrl: string | null;
	metricsPort: number | null;
	log: Log;
	logLevel: LogLevel;
	corsOrigins: readonly string[];
	relay: RelayConfig;
};

/**
 * Serves the edge on Node in front of Procore.
 *
 * @throws ServeError
 */
export async function serveRelay(_: ServeRelayOptions): Promise<RunningEdge> {
	throw new ServeError(
		"The upstream procore is not available in this version.",
	);
}
