namespace Moltbot.Protocol.Methods.Connection;

/// <summary>Answer to a successful <c>connect</c> (section 2.6).</summary>
public sealed record HelloOk
{
    /// <summary>Always <c>hello-ok</c>.</summary>
    public string Type { get; init; } = "hello-ok";

    /// <summary>Version spoken: 3.</summary>
    public required long Protocol { get; init; }

    /// <summary>This gateway.</summary>
    public required HelloServer Server { get; init; }

    /// <summary>What is served.</summary>
    public required HelloFeatures Features { get; init; }

    /// <summary>State at this moment.</summary>
    public required HelloSnapshot Snapshot { get; init; }

    /// <summary>Where canvas-capable clients find the canvas.</summary>
    public string? CanvasHostUrl { get; init; }

    /// <summary>The device token, only with a paired device.</summary>
    public HelloAuth? Auth { get; init; }

    /// <summary>Limits the client must keep.</summary>
    public required HelloPolicy Policy { get; init; }
}
