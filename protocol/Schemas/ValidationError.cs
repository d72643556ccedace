namespace Moltbot.Protocol.Schemas;

/// <summary>One reason why a value does not fit a shape.</summary>
/// <param name="Path">JSON pointer to the value, empty at the root.</param>
/// <param name="Message">The reason in the words of Ajv, which clients know.</param>
/// <param name="UnexpectedProperty">The key that is not allowed, when that is the reason.</param>
public sealed record ValidationError(string Path, string Message, string? UnexpectedProperty = null);
