namespace Moltbot.GrainInterfaces.Policy;

/// <summary>A folder that the programs of a session find.</summary>
[GenerateSerializer, Alias("moltbot.SandboxFolderReport"), Immutable]
public sealed record SandboxFolderReport
{
    /// <summary>Its path inside.</summary>
    [Id(0)] public required string Path { get; init; }

    /// <summary>What it is.</summary>
    [Id(1)] public required string What { get; init; }

    /// <summary>Whether they may write to it.</summary>
    [Id(2)] public required bool IsWritable { get; init; }
}
