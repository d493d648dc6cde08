import { qrDrawing } from '../host/qr-drawing.ts';

type Props = {
  /** What is in it. */
  readonly content: string;
  /** What it is, for whoever does not see it. */
  readonly label: string;
};

/** A QR code, dark on white whatever lies around it. */
export function QrCode({ content, label }: Props) {
  const { size, path } = qrDrawing(content);
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges" role="img" aria-label={label}>
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
