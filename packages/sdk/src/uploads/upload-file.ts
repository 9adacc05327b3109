/** A file to upload. A browser's `File` is one, and so is any `Blob` with a name. */
export type UploadFile = {
	name: string;
	blob: Blob;
	/**
	 * SHA-256 of a part of the file, in lower-case hexadecimal.
	 * @default Web Crypto, which holds one segment in memory at a time
	 */
	sha256?: ((part: Blob) => Promise<string>) | undefined;
};

/** What `uploads.create` accepts. */
export type Uploadable = File | UploadFile;

/** @throws {TypeError} if it is not a file with a name */
export function parseUploadFile(input: Uploadable): Required<UploadFile> {
	const {
		name,
		blob,
		sha256 = webCryptoSha256,
	} = input instanceof Blob ? { name: input.name, blob: input } : input;
	if (!(blob instanceof Blob) || typeof name !== "string" || name === "")
		throw new TypeError("The file must be a File, or a Blob with a `name`.");
	return { name, blob, sha256 };
}

async function webCryptoSha256(part: Blob): Promise<string> {
	const bytes = await crypto.subtle.digest("SHA-256", await part.arrayBuffer());
	return Array.from(new Uint8Array(bytes), (byte) =>
		byte.toString(16).padStart(2, "0"),
	).join("");
}
