namespace Moltbot.Protocol.Runners;

/// <summary>When the folder of a sandbox is thrown away. One that a call or a program is in stays.</summary>
public sealed record ToolSandboxLife
{
    /// <summary>Minutes without use after which it is; 0 for never.</summary>
    public required long IdleMinutes { get; init; }

    /// <summary>Minutes after its making after which it is, used or not; 0 for never.</summary>
    public required long MaxAgeMinutes { get; init; }
}
