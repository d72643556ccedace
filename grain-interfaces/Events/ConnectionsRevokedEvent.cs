namespace Moltbot.GrainInterfaces.Events;

/// <summary>Connections that must be closed at once: a device, one role of it, or all that came in by a credential.</summary>
[GenerateSerializer, Alias("moltbot.ConnectionsRevokedEvent")]
public sealed record ConnectionsRevokedEvent : TenantEvent
{
    /// <summary>The device; null when not by device.</summary>
    [Id(0)] public string? DeviceId { get; init; }

    /// <summary>The role on that device; null for all its roles.</summary>
    [Id(1)] public string? Role { get; init; }

    /// <summary>The credential whose connections end; null when not by credential.</summary>
    [Id(2)] public string? CredentialId { get; init; }

    /// <summary>Everything of the tenant.</summary>
    [Id(3)] public bool WholeTenant { get; init; }

    /// <summary>The connection whose own request caused this, to be closed after its answer; null when none did.</summary>
    [Id(5)] public string? CausedBy { get; init; }

    /// <summary>What the client is told.</summary>
    [Id(4)] public required string Reason { get; init; }
}
