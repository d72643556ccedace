namespace Moltbot.Grains.Sessions;

/// <summary>A tool call about which a person is asked, as its model wrote it. Nothing of it ran before that person's permission was redeemed.</summary>
[GenerateSerializer, Alias("moltbot.AskedCall"), Immutable]
public sealed record AskedCall
{
    /// <summary>The request.</summary>
    [Id(0)] public required string ApprovalId { get; init; }

    /// <summary>The model's id of the call.</summary>
    [Id(1)] public required string CallId { get; init; }

    [Id(2)] public required string Name { get; init; }

    /// <summary>A JSON object.</summary>
    [Id(3)] public required string ArgumentsJson { get; init; }

    /// <summary>The provider of the model that asks; null where it was not told.</summary>
    [Id(4)] public string? Provider { get; init; }

    [Id(5)] public string? Model { get; init; }
}
