import { expect, test } from "vitest";
import { configPath } from "./config-file.ts";
import { readSettings } from "./settings.ts";

const env = {
	SIGNOFF_BASE_URL: "env-url",
	SIGNOFF_TOKEN: "env-token",
	SIGNOFF_COMPANY_ID: "2",
	SIGNOFF_PROJECT_ID: "22",
};
const file = {
	base_url: "file-url",
	token: "file-token",
	company_id: "3",
	project_id: "33",
};

test("prefers flags over the environment over the config file", () => {
	const flags = {
		"base-url": "flag-url",
		"company-id": "1",
		"project-id": "11",
	};
	expect(readSettings(flags, env, file)).toEqual({
		base_url: "flag-url",
		token: "env-token",
		company_id: "1",
		project_id: "11",
	});
	expect(readSettings({}, env, file)).toEqual({
		base_url: "env-url",
		token: "env-token",
		company_id: "2",
		project_id: "22",
	});
	expect(readSettings({}, {}, file)).toEqual(file);
	expect(readSettings({}, {}, {})).toEqual({
		base_url: undefined,
		token: undefined,
		company_id: undefined,
		project_id: undefined,
	});
});

test("treats an empty variable as unset, whatever the file contains; keeps an empty flag", () => {
	expect(
		readSettings({}, { SIGNOFF_PROJECT_ID: "", SIGNOFF_TOKEN: " " }, file),
	).toEqual({
		...file,
		project_id: undefined,
		token: undefined,
	});
	expect(readSettings({ "project-id": "" }, env, file).project_id).toBe("");
});

test("trims white space around a token, such as the line end of a file", () => {
	expect(readSettings({}, { SIGNOFF_TOKEN: "abc\n" }, {}).token).toBe("abc");
});

test("finds the config file by the XDG base directory rules", () => {
	expect(configPath({ XDG_CONFIG_HOME: "/x", HOME: "/home/ada" })).toBe(
		"/x/signoff/config.json",
	);
	expect(configPath({ XDG_CONFIG_HOME: "relative", HOME: "/home/ada" })).toBe(
		"/home/ada/.config/signoff/config.json",
	);
	expect(configPath({ HOME: "/home/ada" })).toBe(
		"/home/ada/.config/signoff/config.json",
	);
});
