import * as z from "zod/mini";
import { type Configs, toConfig } from "./configs.ts";
import type { Fields, Host, RawValues, SettingName } from "./fields.ts";
import { settingsAgree } from "./rules.ts";
import { settings, settingsOf } from "./settings.ts";

/** Where the values of a configuration come from. A flag wins over its variable. */
export type ConfigSources = {
	/** The flags of the command line, by name. */
	flags?: Partial<Record<SettingName, string | readonly string[]>>;
	/** The environment variables, or the bindings of a Worker. An empty variable counts as not set. */
	variables: object;
};

/** A configuration, or every problem at once: sentences that name flags and variables, never values. */
export type ConfigResult<H extends Host> =
	| { kind: "valid"; config: Configs[H] }
	| { kind: "invalid"; problems: string[] };

const schemas: { readonly [H in Host]: z.ZodMiniType<Configs[H]> } = {
	node: agreeing("node", z.object(fieldsOf("node"))),
	cloudflare: agreeing("cloudflare", z.object(fieldsOf("cloudflare"))),
};

/** Reads the configuration of a host. */
export function readConfig<H extends Host>(
	host: H,
	{ flags = {}, variables }: ConfigSources,
): ConfigResult<H> {
	const names = settingsOf(host).map(([name]) => name);
	const given: RawValues = {};
	const labels: Partial<Record<string, string>> = {};
	for (const name of names) {
		const { variable, placeholder } = settings[name];
		const fromVariable = variableOf(variable, variables);
		const isVariable = flags[name] === undefined && fromVariable !== undefined;
		given[name] = flags[name] ?? fromVariable;
		labels[name] =
			host === "cloudflare" || placeholder === null || isVariable
				? `The variable ${variable}`
				: `\`--${name}\``;
	}
	const parsed = schemas[host].safeParse(withDefaults(host, given));
	if (parsed.success) return { kind: "valid", config: parsed.data };
	const problems = parsed.error.issues.map(
		({ path, message }) => `${labels[String(path[0])]} ${message}`,
	);
	return { kind: "invalid", problems };
}

/** The text that a setting is given, by flag or variable, valid or not; `null` if it is not given. */
export function givenText(
	name: SettingName,
	{ flags = {}, variables }: ConfigSources,
): string | null {
	const given = flags[name] ?? variableOf(settings[name].variable, variables);
	return typeof given === "string" ? given : null;
}

/** Accepts the values of a host's settings if each is valid and they agree. */
function agreeing<H extends Host>(
	host: H,
	fields: z.ZodMiniType<Fields[H]>,
): z.ZodMiniType<Configs[H]> {
	return z.pipe(
		fields.check(settingsAgree(host)),
		z.transform((values: Fields[H]) => toConfig[host](values)),
	);
}

/** The schemas of a host's fields. The type of `settings` gives each field the schema of its type. */
function fieldsOf<H extends Host>(
	host: H,
): { [Name in keyof Fields[H]]: z.ZodMiniType<Fields[H][Name]> } {
	const fields = settingsOf(host).map(([name, { schema }]) => [name, schema]);
	return Object.fromEntries(fields);
}

function variableOf(variable: string, variables: object): unknown {
	const value: unknown = Reflect.get(variables, variable);
	return value === "" ? undefined : value;
}

/** Fills in the defaults; those that depend on other values come last. */
function withDefaults(host: Host, given: RawValues): RawValues {
	const values = { ...given };
	const defaults = settingsOf(host);
	for (const [name, setting] of defaults)
		if (typeof setting.default === "string") values[name] ??= setting.default;
	for (const [name, setting] of defaults)
		if (typeof setting.default === "function")
			values[name] ??= setting.default(values);
	return values;
}
