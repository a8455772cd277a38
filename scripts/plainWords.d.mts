export function unclear(file: string, text: string, first: number): readonly string[];
