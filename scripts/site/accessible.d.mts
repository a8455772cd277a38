export function accessible(html: string): string;
