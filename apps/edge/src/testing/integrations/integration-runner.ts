/** An HTTP response that an integration received. */
export type IntegrationReply = {
	status: number;
	/** Names in lower case. */
	headers: Record<string, string>;
	body: string;
};

/**
 * Replaces the placeholders of a file and carries out its request as its tool would, with the option of the file or with
 * another one, which is an input.
 */
export type IntegrationRunner = (
	text: string,
	baseUrl: string,
	token: string,
) => (isOtherOption: boolean) => Promise<IntegrationReply>;

/** Replaces the placeholders of a file, as people do it before they import it. */
export function withPlaceholders(
	text: string,
	baseUrl: string,
	token: string,
): string {
	return text
		.replaceAll("{{base_url}}", baseUrl)
		.replaceAll("{{token}}", token);
}

/** An option of the step in the sample company that no file uses first. */
export const otherOption = "2001";
