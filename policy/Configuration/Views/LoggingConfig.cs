namespace Moltbot.Policy.Configuration.Views;

/// <summary><c>logging</c>.</summary>
public sealed record LoggingConfig
{
    /// <summary><c>silent</c>, <c>fatal</c>, <c>error</c>, <c>warn</c>, <c>info</c>, <c>debug</c> or <c>trace</c>; null when not set.</summary>
    public string? Level { get; init; }

    public string? ConsoleLevel { get; init; }

    /// <summary>Whether secrets in tool output are redacted (<c>tools</c>, the default) or not (<c>off</c>).</summary>
    public bool RedactSensitive { get; init; } = true;

    /// <summary>Own patterns; empty for the built-in ones.</summary>
    public IReadOnlyList<string> RedactPatterns { get; init; } = [];

    internal static LoggingConfig From(ConfigSection section) => new()
    {
        Level = section.String("level"),
        ConsoleLevel = section.String("consoleLevel"),
        RedactSensitive = section.String("redactSensitive") is not "off",
        RedactPatterns = section.Strings("redactPatterns"),
    };
}
