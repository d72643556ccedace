namespace Moltbot.Protocol.Methods.Skills;

/// <summary>Params of methods about one skill.</summary>
public sealed record SkillNameParams
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }
}

/// <summary>Params of <c>moltbot.skills.approve</c>.</summary>
public sealed record SkillApproveParams
{
    /// <summary>The skill.</summary>
    public required string Name { get; init; }

    /// <summary>The hash over its files, as it was shown.</summary>
    public required string Hash { get; init; }

    /// <summary>Whether the dangers that were found were seen.</summary>
    public bool? AcceptDangers { get; init; }
}

/// <summary>Params of <c>moltbot.skills.install</c>.</summary>
public sealed record SkillFolderParams
{
    /// <summary>The folder's files.</summary>
    public required IReadOnlyList<SkillFileParams> Files { get; init; }
}

/// <summary>A file of a folder.</summary>
public sealed record SkillFileParams
{
    /// <summary>Its path within the folder, with <c>/</c> between names.</summary>
    public required string Path { get; init; }

    /// <summary>Its bytes in base64.</summary>
    public required string Content { get; init; }
}
