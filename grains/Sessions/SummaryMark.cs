namespace Moltbot.Grains.Sessions;

/// <summary>Where the summary stands that prompts begin with, and what it is in place of. The messages before stay in the transcript.</summary>
[GenerateSerializer, Alias("moltbot.SummaryMark"), Immutable]
public sealed record SummaryMark
{
    /// <summary>Its number in the transcript.</summary>
    [Id(0)] public long Sequence { get; init; }

    /// <summary>The first message that prompts have word for word.</summary>
    [Id(1)] public required long FirstKept { get; init; }

    /// <summary>The run that had it written; taken up after a crash it finds it here.</summary>
    [Id(2)] public required string RunId { get; init; }

    /// <summary>How many messages it is in place of; those that were summarised before do not count again.</summary>
    [Id(3)] public required int Messages { get; init; }

    /// <summary>Tokens of the conversation before, estimated.</summary>
    [Id(4)] public required long TokensBefore { get; init; }

    /// <summary>Tokens of it afterwards, estimated.</summary>
    [Id(5)] public required long TokensAfter { get; init; }
}
