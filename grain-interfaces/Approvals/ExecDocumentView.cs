namespace Moltbot.GrainInterfaces.Approvals;

/// <summary>The document of exec approvals as clients see it: without secrets.</summary>
[GenerateSerializer, Alias("moltbot.ExecDocumentView"), Immutable]
public sealed record ExecDocumentView
{
    /// <summary>What it is called.</summary>
    [Id(0)] public required string Path { get; init; }

    /// <summary>Whether anything is stored.</summary>
    [Id(1)] public required bool Exists { get; init; }

    /// <summary>Names the stored version.</summary>
    [Id(2)] public required string Hash { get; init; }

    /// <summary>The document as JSON.</summary>
    [Id(3)] public required string Json { get; init; }
}
