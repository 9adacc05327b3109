/** A token of the sample company (`fixtures/harbor.json`), which is public. */
export const sampleToken = "ada-token";
