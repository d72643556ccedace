namespace Moltbot.GrainInterfaces.Approvals;

/// <summary>What came of writing the document.</summary>
[GenerateSerializer, Alias("moltbot.ExecDocumentResult"), Immutable]
public sealed record ExecDocumentResult
{
    /// <summary>Why nothing was written; null when it was.</summary>
    [Id(0)] public string? Error { get; init; }

    /// <summary>What is stored now.</summary>
    [Id(1)] public required ExecDocumentView View { get; init; }
}
