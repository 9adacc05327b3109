import { type Fixture, parseFixture } from "@signoff/core/fixture";
import type { WorkerEnv } from "./bindings.ts";

/** The parsed variables of a deployment; `message` is for its log. */
export type WorkerConfig =
	| { kind: "valid"; fixture: Fixture | null }
	| { kind: "invalid"; message: string };

// The runtime passes the same object with every request.
const cache = new WeakMap<object, WorkerConfig>();

/** Parses the variables, once per deployment. */
export function readConfig(env: WorkerEnv): WorkerConfig {
	const config = cache.get(env) ?? parseConfig(env);
	cache.set(env, config);
	return config;
}

function parseConfig({ UPSTREAM, FIXTURE }: WorkerEnv): WorkerConfig {
	switch (UPSTREAM) {
		case "embedded":
			return parseFixtureVariable(FIXTURE);
		case "procore":
			return invalidConfig(
				"The variable UPSTREAM is procore, which is not available in this version: set it to embedded.",
			);
		case undefined:
		case "":
			return invalidConfig(
				"The variable UPSTREAM is missing: set it to embedded to make this endpoint the system of record.",
			);
		default:
			return invalidConfig(
				"The variable UPSTREAM is not known: it must be embedded.",
			);
	}
}

function parseFixtureVariable(value: unknown): WorkerConfig {
	if (value === undefined || value === "")
		return { kind: "valid", fixture: null };
	const fixture = parseFixture(
		typeof value === "string" ? parseJson(value) : value,
	);
	if (fixture.kind === "parsed")
		return { kind: "valid", fixture: fixture.value };
	const reasons = fixture.issues.map(({ message }) => message).join(" ");
	return invalidConfig(`The variable FIXTURE is not a fixture: ${reasons}`);
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}

function invalidConfig(message: string): WorkerConfig {
	return { kind: "invalid", message };
}
