namespace Moltbot.Embedded.Copying;

/// <summary>Copies an element of a collection. For generated code; null in its place means that elements need no copy.</summary>
public delegate T ElementCopier<T>(T value, CopyContext context);
