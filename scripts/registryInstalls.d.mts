export function registryInstalls(file: string, text: string): readonly string[];
