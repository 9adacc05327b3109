import postman from "postman-collection";
import { fetchReply } from "./fetch-reply.ts";
import type { IntegrationRunner } from "./integration-runner.ts";

/** Loads the collection with Postman's library, sets its two variables, and sends one of its requests. */
export const runPostman: IntegrationRunner = (text, baseUrl, token) => {
	const collection = new postman.Collection(JSON.parse(text));
	collection.variables.upsert(
		new postman.Variable({ key: "base_url", value: baseUrl }),
	);
	collection.variables.upsert(
		new postman.Variable({ key: "token", value: token }),
	);
	return (isOtherOption) => {
		const name = isOtherOption ? "Respond with another option" : "Respond";
		const found = collection.items.find((item) => item.name === name, null);
		if (!(found instanceof postman.Item)) throw new Error(name);
		const replaced = (value: string): string =>
			postman.Property.replaceSubstitutions(
				value,
				collection.variables.toObject(),
			);
		const { request } = found;
		const bearer = collection.auth?.parameters().get("token");
		return fetchReply(replaced(request.url.toString()), {
			method: request.method,
			headers: {
				...Object.fromEntries(
					request.headers.all().map(({ key, value }) => [key, replaced(value)]),
				),
				Authorization: `Bearer ${replaced(String(bearer))}`,
			},
			body: replaced(request.body?.raw ?? ""),
		});
	};
};
