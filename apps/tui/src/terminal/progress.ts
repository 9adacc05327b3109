/** Shows a line on a terminal while work is running, and removes it afterwards. Shows nothing without a terminal. */
export async function withProgress<T>(
	text: string,
	stream: NodeJS.WriteStream,
	work: () => Promise<T>,
): Promise<T> {
	if (!stream.isTTY) return work();
	stream.write(text);
	try {
		return await work();
	} finally {
		stream.write("\r\u001b[K");
	}
}
