import { isLoopback } from "@signoff/core/validation/loopback";
import * as z from "zod/mini";
import type { Fields, Host, SettingName } from "./fields.ts";
import { settingNames, settings } from "./settings.ts";

/** Values of which some may not be valid; those that are not given are `null`. */
type AnyFields = Fields["cloudflare"] | Fields["node"];

/** A rule that is broken: the setting that must change, and the rest of a sentence that begins with its name. */
type Broken = readonly [name: SettingName, message: string];

const embeddedOnly = "is for the upstream embedded only: leave it out.";
const procoreOnly = "is for the upstream procore only: leave it out.";
const serviceOnly =
	"is for the identity service only: set it, or leave this out.";
const unlessLoopback =
	"is required with the upstream procore if `--host` or `SIGNOFF_HOST` is not a loopback address.";

/** The rules between settings, as a check of all values. It also runs if some of them are not valid. */
export function settingsAgree<H extends Host>(
	host: H,
): z.core.$ZodCheck<Fields[H]> {
	return z.check(
		({ value, issues }) => {
			for (const [name, message] of brokenRules(host, value))
				issues.push({ code: "custom", input: null, path: [name], message });
		},
		{ when: () => true },
	);
}

function* brokenRules(host: Host, fields: AnyFields): Generator<Broken> {
	const isProcore = fields.upstream === "procore";
	if (!isProcore && fields.upstream !== "embedded") return;
	for (const name of settingNames) {
		const { upstream } = settings[name];
		if (upstream === undefined || upstream === fields.upstream) continue;
		if (isGiven(fields, name))
			yield [name, upstream === "procore" ? procoreOnly : embeddedOnly];
	}
	if (!isProcore) return;
	if (fields.companies === null)
		yield ["companies", "is required with the upstream procore."];
	if (fields["seal-key"] === null)
		yield [
			"seal-key",
			"is required with the upstream procore: 32 bytes in base64, for example from `openssl rand -base64 32`.",
		];
	yield* brokenForOthers(fields);
	yield* brokenForIdentity(host, fields);
	if (areEqual(fields["seal-key"], fields["seal-key-old"]))
		yield ["seal-key-old", "is the same as SIGNOFF_SEAL_KEY: leave it out."];
}

/** What an edge needs that other machines can reach. */
function* brokenForOthers(fields: AnyFields): Generator<Broken> {
	if (!("host" in fields)) {
		if (fields["public-url"] === null)
			yield ["public-url", "is required with the upstream procore."];
		return;
	}
	if (isLoopback(fields.host)) return;
	if (fields["public-url"] === null) yield ["public-url", unlessLoopback];
	if (fields.data === null) yield ["data", unlessLoopback];
}

function* brokenForIdentity(host: Host, fields: AnyFields): Generator<Broken> {
	const isFile = isGiven(fields, "keys");
	const isList = fields["api-keys"] !== null;
	switch (fields.identity) {
		case "service":
			for (const name of ["client-id", "client-secret"] as const)
				if (fields[name] === null)
					yield [name, "is required with the identity service."];
			if (!isFile && !isList)
				yield [
					"api-keys",
					`is required with the identity service${host === "node" ? ", if `--keys` is not given" : ""}: a JSON list of key records.`,
				];
			if (isFile && isList)
				yield ["api-keys", "must be left out if `--keys` is given."];
			return;
		case "caller":
		case null:
			if (isFile) yield ["keys", serviceOnly];
			if (isList) yield ["api-keys", serviceOnly];
	}
}

function isGiven(fields: AnyFields, name: SettingName): boolean {
	const value: unknown = Reflect.get(fields, name);
	return value !== null && value !== undefined;
}

function areEqual(left: Uint8Array | null, right: Uint8Array | null): boolean {
	return (
		left instanceof Uint8Array &&
		right instanceof Uint8Array &&
		left.every((byte, index) => byte === right[index])
	);
}
