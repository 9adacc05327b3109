const mostBytes = 10 * 1024 * 1024;

/**
 * Reads a body as UTF-8, to its end.
 *
 * @throws {RangeError} where it is longer than 10 MiB; whatever the stream throws where it breaks off
 */
export async function readText({ body }: Response): Promise<string> {
	if (body === null) return "";
	const reader = body.getReader();
	const decoder = new TextDecoder();
	let text = "";
	let size = 0;
	for (;;) {
		const { done, value } = await reader.read();
		if (done) return text + decoder.decode();
		size += value.byteLength;
		if (size > mostBytes) {
			await reader.cancel();
			throw new RangeError("The answer is too long.");
		}
		text += decoder.decode(value, { stream: true });
	}
}
