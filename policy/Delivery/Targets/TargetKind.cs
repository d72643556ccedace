namespace Moltbot.Policy.Delivery.Targets;

/// <summary>What a message is addressed to.</summary>
public enum TargetKind
{
    /// <summary>A person.</summary>
    User,

    /// <summary>A room.</summary>
    Channel,
}
