import { type Environment, environments } from "@signoff/sdk";

/** How a person, or a service account, logs in. */
export type LoginMethod = "code" | "service" | "token";

/** The origin of the tokens in use. `variable`: SIGNOFF_TOKEN; `config`: the token of the config file. */
export type TokenSource = LoginMethod | "variable" | "config";

/** The methods in the order of the help. */
export const loginMethods: readonly LoginMethod[] = [
	"code",
	"service",
	"token",
];

/** The names of Procore's environments. */
export const environmentNames: readonly Environment[] = Object.keys(
	environments,
) as Environment[];
