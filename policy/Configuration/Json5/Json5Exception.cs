namespace Moltbot.Policy.Configuration.Json5;

/// <summary>A text that is not JSON5. The message reads <c>JSON5: … at line:column</c>, as clients know it.</summary>
public sealed class Json5Exception(string message, int line, int column) : Exception(message)
{
    /// <summary>From 1.</summary>
    public int Line { get; } = line;

    /// <summary>From 1, in UTF-16 units.</summary>
    public int Column { get; } = column;

    /// <summary>As the original prints it: <c>SyntaxError: JSON5: …</c>.</summary>
    public string Display => $"SyntaxError: {Message}";
}
