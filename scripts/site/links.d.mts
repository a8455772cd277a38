export function siteComplaints(folder: string): readonly string[];
