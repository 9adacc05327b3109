/**
 * Tokens with which companies have accepted a submission. Decides only how a body is passed on: the company checks each
 * token again.
 */
export type AcceptedTokens = {
	has(company: string, token: string): boolean;
	add(company: string, token: string): void;
	delete(company: string, token: string): void;
};

const deployments = new WeakMap<object, AcceptedTokens>();

/** The tokens that a deployment's companies have accepted in this isolate. */
export function acceptedIn(env: object): AcceptedTokens {
	const tokens = deployments.get(env) ?? acceptedTokens(10_000);
	deployments.set(env, tokens);
	return tokens;
}

/** @param most beyond this number, all are forgotten */
export function acceptedTokens(most: number): AcceptedTokens {
	const keys = new Set<string>();
	return {
		has: (company, token) => keys.has(keyOf(company, token)),
		add(company, token) {
			if (keys.size >= most) keys.clear();
			keys.add(keyOf(company, token));
		},
		delete(company, token) {
			keys.delete(keyOf(company, token));
		},
	};
}

function keyOf(company: string, token: string): string {
	return `${company} ${token}`;
}
