namespace Moltbot.Policy.Tests.Tools.Reference;

/// <summary>One question, with what the engine has to find out of keys already told.</summary>
internal sealed record NaiveQuestion
{
    internal required string Tool { get; init; }

    internal required string Agent { get; init; }

    internal required string SessionKey { get; init; }

    internal bool IsSubagent { get; init; }

    internal string? Provider { get; init; }

    internal string? Model { get; init; }

    internal string Account { get; init; } = "default";

    /// <summary>Channel and id of every group whose rules hold.</summary>
    internal IReadOnlyList<(string Channel, string Id)> Groups { get; init; } = [];

    internal string? Space { get; init; }

    internal string? GroupName { get; init; }

    internal IReadOnlyList<string> SenderIds { get; init; } = [];

    internal IReadOnlyList<string> SenderNames { get; init; } = [];
}
