import type { Me } from "@signoff/core";
import type { Company, Tool } from "@signoff/core/contract";
import type { Client } from "@signoff/sdk";
import type { ActiveLogin } from "../../context/active-login.ts";
import type { ConfigFile } from "../../context/config-schema.ts";
import type { Process } from "../../context/process.ts";
import type { SettingFlags, Settings } from "../../context/settings.ts";
import type { Probe } from "./probe.ts";

/** What a check found. `fix` is the next thing to do; `null` if all is well. */
export type CheckResult = { ok: boolean; message: string; fix: string | null };

/** The checks, in their order. */
export const checkNames = [
	"node",
	"config",
	"state_directory",
	"proxy",
	"dns",
	"connection",
	"tls",
	"api",
	"clock",
	"token",
	"company",
	"person",
	"permissions",
	"rate_limit",
	"outbox",
] as const;

/** The name of a check, as `--json` prints it. */
export type CheckName = (typeof checkNames)[number];

/** What checks find out for the ones after them. */
export type Facts = {
	flags: SettingFlags;
	process: Process;
	signal: AbortSignal;
	/** Unix milliseconds. */
	now: () => number;
	file?: ConfigFile;
	settings?: Settings;
	probe?: Probe;
	login?: ActiveLogin;
	/** A client with the login. */
	client?: Client;
	company?: Company;
	tools?: Tool[];
	me?: Me;
	/** The headers of the last response to a request with a valid token. */
	headers?: Record<string, string>;
};

/** One check. */
export type Check = {
	name: CheckName;
	/** Without these it cannot be made. */
	needs: readonly CheckName[];
	/** Resolves to `null` if there is nothing to check. */
	run(facts: Facts): Promise<CheckResult | null>;
};

/** All is well. */
export function good(message: string): CheckResult {
	return { ok: true, message, fix: null };
}

/** Something has to be done. */
export function bad(message: string, fix: string): CheckResult {
	return { ok: false, message, fix };
}
