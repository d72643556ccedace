namespace Moltbot.Policy.Skills.Answers;

/// <summary>A call that a skill makes, with its values. Its host is one that the skill declares and an operator approved.</summary>
public sealed record SkillCall
{
    /// <summary>GET, POST, PUT, PATCH or DELETE.</summary>
    public required string Method { get; init; }

    /// <summary>Where, without the params.</summary>
    public required string Url { get; init; }

    /// <summary>The params of the query.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Params { get; init; } = [];

    /// <summary>Where, with them.</summary>
    public required Uri Address { get; init; }

    /// <summary>Headers. May hold secrets.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>What is sent; null for nothing.</summary>
    public string? Body { get; init; }

    /// <summary>What kind of text that is.</summary>
    public string? ContentType { get; init; }

    /// <summary>How long it may take, 1 s to 60 s.</summary>
    public TimeSpan Timeout { get; init; }
}
