import type * as z from "zod/mini";
import type { Fields, Host, RawValues, SettingName } from "./fields.ts";

/** How a host reads a setting. */
export type HostSetting<T> = {
	/** Accepts a value as given, or `undefined`. A message is the rest of a sentence: "must be an integer." */
	schema: z.ZodMiniType<T>;
	/** The value if none is given; a function derives it from the other values, which are not validated yet. */
	default?: string | ((values: RawValues) => string | undefined);
};

/** One setting: a flag on the command line of Node, a variable on both hosts. */
export type Setting<Name extends SettingName> = {
	/** The environment variable on Node, and the binding on Workers. */
	variable: string;
	/** The flag's value in the help: `FILE`. `null` for a secret, which has a variable only. */
	placeholder: string | null;
	/** Whether the flag may be given several times. @default false */
	isList?: boolean;
	/** The upstream that alone uses the setting; with another one it must not be given. @default both use it */
	upstream?: Fields[Host]["upstream"];
	/** What the setting does, for the help, which adds a default that is a text. */
	help: string;
	/** The hosts that have the setting. */
	hosts: {
		[H in Host as Name extends keyof Fields[H] ? H : never]: HostSetting<
			Name extends keyof Fields[H] ? Fields[H][Name] : never
		>;
	};
};

/** Some settings, by name. */
export type SettingsOf<Name extends SettingName> = {
	readonly [N in Name]: Setting<N>;
};

/** A setting that both hosts read in the same way. */
export function onBothHosts<S>(setting: S): { node: S; cloudflare: S } {
	return { node: setting, cloudflare: setting };
}
