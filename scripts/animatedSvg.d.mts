export function animatedSvg(
  frames: readonly {
    readonly lines: readonly { readonly text: string; readonly kind: string }[];
    readonly seconds: number;
  }[],
  label: string,
): string;
