/** The instrument that makes charge visible: a rod, and two gold leaves that spread. */
export function BrandMark({ size }: { readonly size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" role="img" aria-label="Electroscope" fill="none">
      <circle cx="16" cy="18" r="11.5" stroke="currentColor" strokeOpacity="0.35" strokeWidth="1.8" />
      <path d="M16 9v8" stroke="currentColor" strokeWidth="2.2" strokeLinecap="round" />
      <circle cx="16" cy="4.6" r="2.9" fill="currentColor" />
      <path d="M16 16.5 10.2 25.2" stroke="#e0a521" strokeWidth="2.6" strokeLinecap="round" />
      <path d="M16 16.5l5.8 8.7" stroke="#e0a521" strokeWidth="2.6" strokeLinecap="round" />
    </svg>
  );
}
