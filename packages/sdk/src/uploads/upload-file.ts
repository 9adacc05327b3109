import { checkArgument } from "../options/check-argument.ts";
import { isObject, methodsRule } from "../options/rules.ts";

/** A file to upload. A browser's `File` is one, and so is any `Blob` with a name. */
export type UploadFile = {
	name: string;
	/** The content. A `Blob` of another implementation than the runtime's is accepted. */
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
	checkArgument("file", input, ["a File, or a Blob with a `name`", isFile]);
	const { name, blob, sha256 = webCryptoSha256 } = toUploadFile(input);
	return { name, blob, sha256 };
}

function toUploadFile(input: Uploadable): UploadFile {
	return isBlob(input) ? { name: input.name, blob: input } : input;
}

function isFile(input: unknown): boolean {
	if (!isObject(input)) return false;
	const name: unknown = Reflect.get(input, "name");
	const isContent = isBlob(input) || isBlob(Reflect.get(input, "blob"));
	return isContent && typeof name === "string" && name !== "";
}

const [, hasContent] = methodsRule("a Blob", ["slice", "arrayBuffer"]);

/** Recognised by its methods: other implementations of `Blob` are no instances of the runtime's. */
function isBlob<T>(value: T): value is T & File {
	return (
		hasContent(value) && typeof Reflect.get(Object(value), "size") === "number"
	);
}

async function webCryptoSha256(part: Blob): Promise<string> {
	const bytes = await crypto.subtle.digest("SHA-256", await part.arrayBuffer());
	return Array.from(new Uint8Array(bytes), (byte) =>
		byte.toString(16).padStart(2, "0"),
	).join("");
}
