/** Procore's environments. */
export type Environment = "production" | "sandbox" | "monthly" | "federal";

/**
 * The login server and the API of each environment (contract §3). Environments share no apps, people or companies.
 */
export const environments: Record<
	Environment,
	{ authUrl: string; baseUrl: string }
> = {
	production: {
		authUrl: "https://login.procore.com",
		baseUrl: "https://api.procore.com",
	},
	sandbox: {
		authUrl: "https://login-sandbox.procore.com",
		baseUrl: "https://sandbox.procore.com",
	},
	monthly: {
		authUrl: "https://login-sandbox-monthly.procore.com",
		baseUrl: "https://api-monthly.procore.com",
	},
	federal: {
		authUrl: "https://login.procoregov.com",
		baseUrl: "https://api.procoregov.com",
	},
};
