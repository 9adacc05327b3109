import type { Host, SettingName } from "./fields.ts";
import { generalSettings } from "./general-settings.ts";
import { relaySettings } from "./relay-settings.ts";
import { secretSettings } from "./secret-settings.ts";
import type { HostSetting, SettingsOf } from "./setting.ts";

/** Every setting of the edge, in the order of the help. A field of `Fields` without one does not compile. */
export const settings: SettingsOf<SettingName> = {
	...generalSettings,
	...relaySettings,
	...secretSettings,
};

/** The names of all settings, in the order of the help. */
export const settingNames: readonly SettingName[] =
	Object.keys(settings).filter(isSettingName);

/** The settings that a host has, in the order of the help. */
export function settingsOf(
	host: Host,
): [name: SettingName, setting: HostSetting<unknown>][] {
	return settingNames.flatMap((name) => {
		const hosts: Partial<Record<Host, HostSetting<unknown>>> =
			settings[name].hosts;
		const setting = hosts[host];
		return setting === undefined ? [] : [[name, setting]];
	});
}

/** True for the name of a setting. */
function isSettingName(name: string): name is SettingName {
	return Object.hasOwn(settings, name);
}
