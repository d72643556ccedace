namespace Moltbot.Protocol.Methods.Sandboxes;

/// <summary>A folder that the programs of a session find.</summary>
public sealed record SandboxFolder
{
    /// <summary>Its path inside.</summary>
    public required string Path { get; init; }

    /// <summary>What it is.</summary>
    public required string What { get; init; }

    /// <summary>Whether they may write to it.</summary>
    public required bool Writable { get; init; }
}
