namespace Moltbot.TestSupport.Devices;

/// <summary>Whether a device gets in.</summary>
public enum KnockOutcome
{
    /// <summary>It showed nothing that holds.</summary>
    Unauthorized,

    /// <summary>Somebody has to approve it.</summary>
    PairingRequired,

    /// <summary>It is in.</summary>
    Admitted,
}
