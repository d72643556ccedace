namespace Moltbot.Protocol.Runners;

/// <summary>What a runner is to look for, where the call would run: the words of a command, which others read.</summary>
public sealed record ToolLookup
{
    /// <summary>Most words of either kind.</summary>
    public const int MaxWords = 128;

    /// <summary>Words that name programs.</summary>
    public required IReadOnlyList<string> Programs { get; init; }

    /// <summary>Words that name files which programs read as scripts.</summary>
    public required IReadOnlyList<string> Scripts { get; init; }
}
