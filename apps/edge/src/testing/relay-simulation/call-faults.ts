import { chance, pick } from "@signoff/conformance/simulation";
import { hasFaults, type World } from "./world.ts";

/** What a process asks of the server. */
export type Call = "submit" | "read_me" | "read_instance" | "read_history";

/** What a call meets. `fails_after`: an error of a gateway after the server has handled the call. */
export type Fault =
	| "none"
	| "refused"
	| "hangs"
	| "fails"
	| "request_dropped"
	| "reply_dropped"
	| "arrives_late"
	| "fails_after"
	| "rate_limited"
	| "refuses_login"
	| "stale";

/** The fault that a call meets now. */
export function faultOf(world: World, call: Call): Fault {
	const { choices, scenario } = world;
	const ms = Date.now() - world.startedAt;
	const outage = scenario.outages.find(
		({ from_ms, until_ms }) => from_ms <= ms && ms < until_ms,
	);
	if (outage !== undefined) return outage.kind;
	if (!hasFaults(world) || !chance(choices, scenario.fault_percent))
		return "none";
	// A login that is refused for a while. A caller's token that was refused is never accepted again.
	if (scenario.identity === "service" && chance(choices, 10))
		return "refuses_login";
	return call === "submit"
		? pick(choices, [
				"none",
				"reply_dropped",
				"request_dropped",
				"arrives_late",
				"fails_after",
				"fails",
				"rate_limited",
				"refused",
				"hangs",
			])
		: pick(choices, [
				"none",
				"stale",
				"request_dropped",
				"fails",
				"rate_limited",
				"refused",
				"hangs",
			]);
}
