namespace Moltbot.Policy.Skills.Yaml;

/// <summary>A text that is not taken as YAML.</summary>
/// <param name="line">From 1.</param>
/// <param name="message">What is wrong.</param>
/// <param name="isSyntax">Whether it is no YAML at all; false for YAML that is refused.</param>
internal sealed class UnusableYamlException(int line, string message, bool isSyntax) : Exception(message)
{
    /// <summary>From 1.</summary>
    public int Line { get; } = line;

    /// <summary>Whether the text is no YAML at all.</summary>
    public bool IsSyntax { get; } = isSyntax;
}
