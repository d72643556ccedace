namespace Moltbot.Embedded.Copying;

/// <summary>Copies a value of one runtime type. For generated code.</summary>
public delegate object Copier(object value, CopyContext context);
