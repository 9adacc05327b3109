import { type ConfigResult, readConfig } from "../../config/read-config.ts";
import type { WorkerEnv } from "./bindings.ts";

/** The parsed variables of a deployment; the problems are for its log. */
export type WorkerConfig = ConfigResult<"cloudflare">;

// The runtime passes the same object with every request.
const cache = new WeakMap<object, WorkerConfig>();

/** Parses the variables, once per deployment. */
export function readWorkerConfig(env: WorkerEnv): WorkerConfig {
	const config = cache.get(env) ?? readConfig("cloudflare", { variables: env });
	cache.set(env, config);
	return config;
}
