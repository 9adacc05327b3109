import { expect, test } from "vitest";
import { environmentOf, loginUrlOf, loginUrlProblem } from "./environment.ts";
import { companyOfName, loginFolder, loginName } from "./login-folder.ts";

test("the folder follows the XDG base directory rules", () => {
	expect(loginFolder({ XDG_STATE_HOME: "/x", HOME: "/home/ada" })).toBe(
		"/x/signoff/logins",
	);
	expect(loginFolder({ XDG_STATE_HOME: "relative", HOME: "/home/ada" })).toBe(
		"/home/ada/.local/state/signoff/logins",
	);
});

test.each([
	["4201", "https://api.procore.com/", "4201@api.procore.com"],
	["4201", "http://127.0.0.1:80", "4201@http%3A%2F%2F127.0.0.1"],
	["../x", "https://a.example/b@c/", "..%2Fx@a.example%2Fb%40c"],
])(
	"the name of a login is a file name: %s at %s",
	(company_id, base_url, name) => {
		expect(loginName({ company_id, base_url })).toBe(name);
		expect(companyOfName(name, base_url)).toBe(company_id);
		expect(companyOfName(name, "https://other.example")).toBeNull();
	},
);

test("an environment is known by the address of its API, and names its login server", () => {
	expect(environmentOf("https://sandbox.procore.com/")).toBe("sandbox");
	expect(environmentOf("https://sandbox.example")).toBeNull();
	expect(environmentOf("no address")).toBeNull();
	expect(loginUrlOf("https://api.procore.com", {})).toBe(
		"https://login.procore.com",
	);
	expect(loginUrlOf("https://a.example", {})).toBeNull();
	const env = { SIGNOFF_LOGIN_URL: " https://b.example " };
	expect(loginUrlOf("https://a.example", env)).toBe("https://b.example");
});

test("secrets are sent over https, or to this machine", () => {
	expect(loginUrlProblem("https://b.example")).toBeNull();
	expect(loginUrlProblem("http://127.0.0.1:9")).toBeNull();
	expect(loginUrlProblem("http://b.example")).toContain("SIGNOFF_LOGIN_URL");
});
