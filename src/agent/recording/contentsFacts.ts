/** What is remembered of a WebContents. */
export interface ContentsFacts {
  /** Rises when its frames may have another URL, title or process. */
  epoch: number;
  /** Endpoint id of its main frame. */
  mainFrame: number | undefined;
  /** Documents that its main frame has had since the agent is there. */
  documents: number | undefined;
  /** It keeps its session for life. */
  partition: { readonly name: string | undefined } | undefined;
}

export function newContents(): ContentsFacts {
  return { epoch: 0, mainFrame: undefined, documents: undefined, partition: undefined };
}
