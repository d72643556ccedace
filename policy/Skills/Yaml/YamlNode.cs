namespace Moltbot.Policy.Skills.Yaml;

/// <summary>A part of a document.</summary>
/// <param name="Line">Where it begins, from 1.</param>
internal abstract record YamlNode(int Line);

/// <summary>A text; numbers and truth values are texts too until somebody asks.</summary>
/// <param name="Line">Where it begins, from 1.</param>
/// <param name="Value">What it says.</param>
/// <param name="IsPlain">Whether it stands without quotes.</param>
internal sealed record YamlText(int Line, string Value, bool IsPlain) : YamlNode(Line);

/// <summary>A list.</summary>
internal sealed record YamlList(int Line, IReadOnlyList<YamlNode> Items) : YamlNode(Line);

/// <summary>Keys with values, in their order; no key twice.</summary>
internal sealed record YamlMap(int Line, IReadOnlyList<YamlEntry> Entries) : YamlNode(Line)
{
    /// <summary>The value of a key; null when it is not there.</summary>
    public YamlNode? this[string key] => Entries.FirstOrDefault(entry => entry.Key == key)?.Value;
}

/// <summary>One key with its value.</summary>
internal sealed record YamlEntry(int Line, string Key, YamlNode Value);
